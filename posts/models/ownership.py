"""Whose texts somebody may see and change: authors their own posts, editors all.

Pages are the site's, not somebody's: for them Django's permissions are the whole rule.
"""

from typing import Any

from django.db.models import Model, Q, QuerySet

from .article import Article
from .author import Authorship
from .publication import published

# Who has it may do with the posts of others what they may do with their own.
OTHERS = "posts.change_others_posts"


def may_view(user: Any, article: Article) -> bool:
    """Return whether an account may read this very text before it is public."""
    return _may(user, "view", type(article)) and _reaches(user, article)


def may_change(user: Any, article: Article) -> bool:
    """Return whether an account may change, publish or share this very text."""
    return _may(user, "change", type(article)) and _reaches(user, article)


def may_delete(user: Any, article: Article) -> bool:
    """Return whether an account may put this very text into the trash."""
    return _may(user, "delete", type(article)) and _reaches(user, article)


def viewable_by[Rows: QuerySet](user: Any, articles: Rows) -> Rows:
    """Return those posts, or pages, of which `may_view` is true."""
    return _within(user, "view", articles)


def known_to[Rows: QuerySet](user: Any, articles: Rows) -> Rows:
    """Return those posts, or pages, that are public or that the account may view."""
    viewable = viewable_by(user, articles).values("pk")
    return articles.filter(published() | Q(pk__in=viewable))


def changeable_by[Rows: QuerySet](user: Any, articles: Rows) -> Rows:
    """Return those posts, or pages, of which `may_change` is true."""
    return _within(user, "change", articles)


def is_own(user: Any, article: Article) -> bool:
    """Return whether the account began the text or is among its authors."""
    if user.pk is None:
        return False
    if article.owner_id == user.pk:
        return True
    signed = _signed_by(user).filter(post=article.pk)
    return _has_authors(type(article)) and signed.exists()


def _may(user: Any, verb: str, model: type[Model]) -> bool:
    """Whoever may change a text may view it, as everywhere in Django's admin."""
    verbs = {verb, "change"} if verb == "view" else {verb}
    options = model._meta
    names = [f"{options.app_label}.{verb}_{options.model_name}" for verb in verbs]
    return user.is_active and user.is_staff and any(map(user.has_perm, names))


def _reaches(user: Any, article: Article) -> bool:
    return _reaches_all(user, type(article)) or is_own(user, article)


def _reaches_all(user: Any, model: type[Model]) -> bool:
    return not _has_authors(model) or user.has_perm(OTHERS)


def _within[Rows: QuerySet](user: Any, verb: str, articles: Rows) -> Rows:
    if not _may(user, verb, articles.model):
        return articles.none()
    if _reaches_all(user, articles.model):
        return articles
    # Not by a join, which would show a post once for each of its authors.
    signed = Q(pk__in=_signed_by(user).values("post"))
    return articles.filter(Q(owner=user.pk) | signed)


def _signed_by(user: Any) -> QuerySet[Authorship]:
    return Authorship.objects.filter(author__account=user.pk)


def _has_authors(model: type[Model]) -> bool:
    return model._meta.model_name == "post"
