"""People of every kind, a draft that is not theirs to see, and what they may try."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlencode
from uuid import uuid4

from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from posts.models import (
    Author,
    Autosave,
    DraftLink,
    Page,
    Post,
    PublicVersion,
    Redirect,
    Revision,
    Tag,
    Upload,
)
from posts.models.history.revision import record_save
from posts.models.history.snapshot import digest, snapshot
from posts.models.permissions import OTHERS
from posts.models.tags.tag_changes import rename_tag

from .desk_form import desk_of, open_desk
from .factories import make_page, make_post

# In every field of the draft itself; and in the tag, the guest author and the picture
# that only the draft uses, which whoever manages tags and authors may see.
MARK, NAMED = "Zanzibar", "Zanzilor"
# What is searched for: the beginning only, because pages repeat it.
SOUGHT = MARK[:5]
# From the least to the most: strangers, staff without any permission, authors,
# editors, and those who also manage accounts.
PEOPLE = ["stranger", "staff", "author", "editor", "superuser"]
# Whoever sees a form with one of these buttons sends the whole form.
BUTTONS = {"_save", "_publish", "_merge", "_mine"}
TYPED = {"title": "Typed", "body": "Typed."}
FOREIGN_BODY = rf"""{MARK} body. ![]({{}}) ![{MARK} picture]({{}} "{MARK} words")

## {MARK} heading

$$ \newcommand{{{{\{MARK}}}}}{{{{x}}}} \{MARK} $$
"""


@dataclass
class Try:
    """One request to an address; `{text}` in it is a draft, somebody's own or not.

    `who` is the least person who may do that; for “anybody” and “nobody” it does not
    matter what is answered, as long as it tells and changes nothing. `changes` says
    whether it changes the text, if allowed. With `data` it is a POST. `trashed` moves
    the drafts to the trash first.
    """

    address: str
    who: str
    data: dict[str, Any] | None = None
    changes: bool = False
    trashed: bool = False

    def __str__(self) -> str:
        sent = "GET" if self.data is None else "POST"
        return f"{sent} {self.address}{' in the trash' if self.trashed else ''}"


@dataclass
class World:
    """Bob's draft, which is not Ada's to see, and a draft of Ada's own; besides there
    is a public post of Bob's."""

    foreign: Post
    own: Post
    accounts: dict[str, User]
    values: dict[str, Any]

    def client(self, person: str) -> Client:
        client = Client()
        if person != "stranger":
            client.force_login(self.accounts[person])
        return client

    def ask(self, person: str, attempt: Try, article: Post) -> Any:
        """Send the request, and confirm what asks to be confirmed."""
        client = self.client(person)
        address = f"/admin/{self.fill(attempt.address, article)}"
        if attempt.data is None:
            return client.get(address)
        data = self._form(article, attempt.data)
        # Even if somebody has got hold of what the page of confirmation sends.
        for asked in (self.client("superuser"), client):
            plan = self._plan(asked, address, data) if attempt.changes else {}
            response = client.post(address, data | plan)
            if is_redirect(response) or not plan:
                break
        return response

    def _plan(self, client: Client, address: str, data: Any) -> dict[str, str]:
        if BUTTONS & data.keys() or "/draft_link/" in address or "/restore/" in address:
            return {}
        if "/trash/restore/" in address:
            return {}
        page = client.post(address, data).content.decode()
        return dict(re.findall(r'name="(plan)" value="(\w+)"', page))

    def fill(self, text: str, article: Post) -> str:
        """Put the keys of rows in their places."""
        autosave = Autosave.objects.filter(post=article).first()
        values = self.values | {
            "text": article.pk,
            "slug": article.slug,
            "new": uuid4(),
            "autosave": autosave.session if autosave else "",
            "digest": digest(snapshot(article)),
        }
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text

    def _form(self, article: Post, data: dict[str, Any]) -> dict[str, Any]:
        sent: dict[str, Any] = {}
        for name, value in data.items():
            items = [self.fill(item, article) for item in value] if name else []
            is_list = isinstance(value, list)
            sent[name] = items if is_list else self.fill(value, article)
        if BUTTONS.isdisjoint(sent):
            return sent
        shown = open_desk(self.client("superuser"), desk_of(article))
        emptied = ("summary", "slug", "tags", "canonical_url", "doi")
        typed = {"byline": "Ada", **dict.fromkeys(emptied, "")}
        return shown | TYPED | typed | sent


def make_world() -> World:
    """Make everybody, both drafts with all that belongs to a text, and other rows."""
    accounts = make_accounts()
    ada, bob = accounts["author"], accounts["bob"]
    upload, secret = (
        Upload.objects.create(
            file=ContentFile(b"", f"{name}-plot.png"),
            name=f"{name} plot.png",
            alt=f"{name} alt",
            caption=f"{name} caption",
            width=1,
            height=1,
            owner=owner,
        )
        for name, owner in (("Own", ada), (NAMED, bob))
    )
    foreign = make_post(
        title=f"{MARK} title",
        slug="zanzibar-slug",
        summary=f"{MARK} summary",
        body=FOREIGN_BODY.format(upload.address, secret.address),
        canonical_url="https://zanzibar.example/",
        doi="10.1234/zanzibar",
        tags=("shared", f"{NAMED} tag"),
        authors=("Bob", f"{NAMED} guest"),
        owner=bob,
        published_at=None,
    )
    own = make_post(title="Own", owner=ada, published_at=None)
    make_post(title="Public", tags=("shared", "Zanziplain"), authors=("Cy",), owner=bob)
    for post, by in ((foreign, bob), (own, ada)):
        furnish(post, by)
    shared = foreign.tags.get(name="shared")
    hidden = {
        "hidden tag": foreign.tags.get(name=f"{NAMED} tag"),
        "hidden author": foreign.authors.get(name=f"{NAMED} guest"),
        "hidden upload": secret,
    }
    values = {
        "session": Autosave.objects.get(post=foreign).session,
        "link": DraftLink.objects.get(post=foreign).token,
        "upload": upload.pk,
        "upload address": upload.address,
        "hidden upload address": secret.address,
        "page": make_page().pk,
        "tag": shared.pk,
        "change": rename_tag(shared, name="Shared", slug="s", by=bob).pk,
        "author": Author.objects.get(name="Bob").pk,
        "redirect": Redirect.objects.create(old_path="/a/", new_path="/b/").pk,
        "user": accounts["staff"].pk,
        "group": Group.objects.get(name="authors").pk,
        "bob": bob.pk,
        **{name: row.pk for name, row in hidden.items()},
    }
    for model in (Post, Page, User, Tag, Author, Upload):
        kind = ContentType.objects.get_for_model(model)
        values[f"{model._meta.model_name} type"] = kind.pk
    return World(foreign, own, accounts, values)


def make_accounts() -> dict[str, User]:
    """Return one account of each kind. Librarians have every permission but that for
    the posts of others; “author” is Ada, who signs in with it."""
    accounts = {
        name: User.objects.create_user(name, is_staff=True)
        for name in ("staff", "author", "editor", "librarian", "bob")
    }
    accounts["superuser"] = User.objects.create_superuser("superuser")
    groups = {"author": "authors", "bob": "authors", "editor": "editors"}
    for name, group in groups.items():
        accounts[name].groups.add(Group.objects.get(name=group))
    all_but_one = Permission.objects.exclude(codename=OTHERS.partition(".")[2])
    accounts["librarian"].user_permissions.set(all_but_one)
    for name, account in (("Ada", "author"), ("Bob", "bob")):
        Author.objects.create(name=name, account=accounts[account])
    return accounts


def furnish(post: Post, by: User) -> None:
    """Give a post a history, an unsaved text, a draft link and a public version."""
    record_save(post, "saved", by=by, note=f"{post.title} note")
    post.summary += " More."
    post.save()
    revision = record_save(post, "saved", by=by)
    PublicVersion.objects.freeze(post, revision=revision, at=timezone.now())
    Autosave.objects.create(
        session=uuid4(),
        user=by,
        model="post",
        post=post,
        data=urlencode({"title": f"{post.title} typed", "body": post.body}),
    )
    DraftLink.objects.create(post=post)


def state(article: Post) -> Any:
    """Return all that there is of a post; None once it is gone."""
    rows = Post.objects.filter(pk=article.pk)
    related: Iterable[Any] = (
        *(Revision, PublicVersion, Autosave, DraftLink),
        Post.authors.through,
    )
    found = [list(it.objects.filter(post=article.pk).values()) for it in related]
    return [list(rows.values()), *found] if rows else None


def is_redirect(response: Any) -> bool:
    return 300 <= response.status_code < 400


def is_refused(response: Any) -> bool:
    """Return whether an answer is none: an error, the sign-in page, the index, or where
    one's own words wait to begin a new text or to be copied."""
    to, _, query = response.get("Location", "").partition("?")
    is_sign_in = b'id="login-form"' in response.getvalue()
    is_error = response.status_code >= 400
    is_elsewhere = to in {"/admin/", "/admin/login/"} or query.startswith("autosave=")
    return is_error or is_sign_in or is_elsewhere


def told(response: Any) -> str:
    """Return all that an answer tells, in every header and cookie too."""
    headers = " ".join(f"{name}: {value}" for name, value in response.items())
    body = response.getvalue().decode(errors="replace")
    return unquote(f"{headers} {response.cookies.output()} {body}")
