"""Who may see and change which texts: authors their own posts, editors all; the groups.

Pages belong to the site, not to anybody: for them Django's permissions are enough.
What is hidden from an account does not exist for it, nor do the tags, the authors and
the uploads of which only hidden texts would tell: see the functions `known_…`.
"""

from collections.abc import Sequence

from django.apps import apps as installed
from django.apps.registry import Apps
from django.conf import settings
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth import management
from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from django.db.migrations import Migration
from django.db.models import BigIntegerField, Model, Q, QuerySet
from django.db.models.functions import Cast

from .article import Article
from .author import Author, Authorship
from .kinds import ARTICLES
from .post import Post
from .publication import published
from .tags.tag import Tag, TaggedPost, TagQuerySet
from .upload import Upload, names_in

# Allows with the posts of others whatever is allowed with one's own.
OTHERS = "posts.change_others_posts"
AUTHORS, EDITORS = "authors", "editors"
VERBS = ("add", "change", "delete", "view")
OF_AUTHORS = [f"{verb}_{model}" for model in ("post", "upload") for verb in VERBS]
OTHERS_CODE = OTHERS.partition(".")[2]

# Who looks at a text, and who changes one: None is the system itself.
type Viewer = User | AnonymousUser
type Actor = User | None
# The migrations that were run, and whether backwards.
type Plan = Sequence[tuple[Migration, bool]] | None


def may_view(user: Viewer, article: Article) -> bool:
    """Return whether an account may read this very text before it is public."""
    return _may(user, "view", type(article)) and _reaches(user, article)


def may_change(user: Viewer, article: Article) -> bool:
    """Return whether an account may change, publish or share this very text."""
    return _may(user, "change", type(article)) and _reaches(user, article)


def may_delete(user: Viewer, article: Article) -> bool:
    """Return whether an account may move this very text to the trash."""
    return _may(user, "delete", type(article)) and _reaches(user, article)


def viewable_by[Rows: QuerySet](user: Viewer, articles: Rows) -> Rows:
    """Return those posts, or pages, for which `may_view` is true."""
    if not _may(user, "view", articles.model):
        return articles.none()
    if _reaches_all(user, articles.model):
        return articles
    # Not by a join, which would show a post once per author.
    signed = Q(pk__in=_signed_by(user).values("post"))
    return articles.filter(Q(owner=user.pk) | signed)


def known_to[Rows: QuerySet](user: Viewer, articles: Rows) -> Rows:
    """Return those posts, or pages, that are public or that the account may view."""
    viewable = viewable_by(user, articles).values("pk")
    return articles.filter(published() | Q(pk__in=viewable))


def known_tags(user: Viewer) -> TagQuerySet:
    """Return the tags that an account may learn of: those on posts that it knows, and
    those that were made in the tags' admin, on purpose. The others were typed into a
    hidden text, or are left over from one.
    """
    tags: TagQuerySet = Tag.objects.all()
    if _knows_all(user, Tag):
        return tags
    used = TaggedPost.objects.filter(content_object__in=_known_posts(user))
    return tags.filter(Q(pk__in=used.values("tag")) | Q(pk__in=_made_on_purpose(Tag)))


def known_authors(user: Viewer) -> QuerySet[Author]:
    """Return the authors of whom an account may learn: itself, and those of posts that
    it knows."""
    authors = Author.objects.all()
    if _knows_all(user, Author):
        return authors
    signed = Authorship.objects.filter(post__in=_known_posts(user)).order_by()
    return authors.filter(Q(account=user.pk) | Q(pk__in=signed.values("author")))


def known_uploads(user: Viewer) -> QuerySet[Upload]:
    """Return the uploads that an account may learn of: its own, and those in texts that
    it knows.

    Reads these texts, with a query for each kind: looking in SQL for every upload in
    every text would take as long as their numbers multiplied.
    """
    uploads = Upload.objects.all()
    if user.has_perm(OTHERS):
        return uploads
    names = set[str]()
    for model in ARTICLES.values():
        texts = known_to(user, model._default_manager.order_by())
        texts = texts.filter(body__contains=settings.MEDIA_URL)
        names = names.union(*map(names_in, texts.values_list("body", flat=True)))
    return uploads.filter(Q(owner=user.pk) | Q(file__in=names))


def is_own(user: Viewer, article: Article) -> bool:
    """Return whether the account started the text or is among its authors."""
    if user.pk is None:
        return False
    if article.owner_id == user.pk:
        return True
    signed = _signed_by(user).filter(post=article.pk)
    return _has_authors(type(article)) and signed.exists()


def _may(user: Viewer, verb: str, model: type[Model]) -> bool:
    """Whoever may change a text may view it, as everywhere in Django's admin."""
    verbs = {verb, "change"} if verb == "view" else {verb}
    options = model._meta
    names = [f"{options.app_label}.{verb}_{options.model_name}" for verb in verbs]
    return user.is_active and user.is_staff and any(map(user.has_perm, names))


def _reaches(user: Viewer, article: Article) -> bool:
    return _reaches_all(user, type(article)) or is_own(user, article)


def _reaches_all(user: Viewer, model: type[Model]) -> bool:
    return not _has_authors(model) or user.has_perm(OTHERS)


def _signed_by(user: Viewer) -> QuerySet[Authorship]:
    return Authorship.objects.filter(author__account=user.pk)


def _knows_all(user: Viewer, model: type[Model]) -> bool:
    """Return whether an account may see all posts, or all rows of a model."""
    sees_posts = _may(user, "view", Post) and _reaches_all(user, Post)
    return sees_posts or _may(user, "view", model)


def _known_posts(user: Viewer) -> QuerySet:
    return known_to(user, Post.objects.order_by()).values("pk")


def _made_on_purpose(model: type[Model]) -> QuerySet:
    """Return the keys of the rows that were made with a form of their own."""
    options = model._meta
    entries = LogEntry.objects.order_by().filter(
        action_flag=ADDITION,
        content_type__app_label=options.app_label,
        content_type__model=options.model_name,
    )
    return entries.annotate(key=Cast("object_id", BigIntegerField())).values("key")


def _has_authors(model: type[Model]) -> bool:
    return model._meta.model_name == "post"


def ensure_groups(using: str, apps: Apps = installed, plan: Plan = None) -> None:
    """Create missing groups; one that somebody has edited stays as it is.

    Call it before Django itself creates the permissions of new models. Editors who had
    every permission get the new ones too, and whoever could change every post before
    that became a separate permission still can. `plan` is what was migrated: a renamed
    model keeps its permissions.
    """
    config = installed.get_app_config("posts")
    management.rename_permissions_after_model_rename(
        config, verbosity=0, plan=plan, using=using, apps=apps
    )
    before = set(_permissions(using).values_list("codename", flat=True))
    management.create_permissions(config, verbosity=0, using=using, apps=apps)
    now = _permissions(using)
    if before and OTHERS_CODE not in before:
        _let_reach_all(now, using)
    if before != set(now.values_list("codename", flat=True)):
        _complete_editors(now, before, using)
    _make(AUTHORS, now.filter(codename__in=OF_AUTHORS), using)
    _make(EDITORS, now, using)


def _permissions(using: str) -> QuerySet[Permission]:
    rows = Permission.objects.using(using)
    return rows.filter(content_type__app_label="posts")


def _make(name: str, permissions: QuerySet[Permission], using: str) -> None:
    group, created = Group.objects.using(using).get_or_create(name=name)
    if created:
        group.permissions.set(permissions)


def _complete_editors(now: QuerySet[Permission], before: set[str], using: str) -> None:
    for group in Group.objects.using(using).filter(name=EDITORS):
        had = group.permissions.filter(content_type__app_label="posts")
        if set(had.values_list("codename", flat=True)) == before:
            group.permissions.add(*now)


def _let_reach_all(now: QuerySet[Permission], using: str) -> None:
    change, others = now.get(codename="change_post"), now.get(codename=OTHERS_CODE)
    for group in Group.objects.using(using).filter(permissions=change):
        group.permissions.add(others)
    for user in User.objects.using(using).filter(user_permissions=change):
        user.user_permissions.add(others)
