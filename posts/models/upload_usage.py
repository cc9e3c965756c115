"""Where uploads are used: in texts, in autosaves, in public versions."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform

from posts.models.history.autosave import Autosave
from posts.models.history.public_version import PublicVersion
from posts.models.history.revision import Revision

from .article import Article
from .kinds import ARTICLES
from .rerendering import NEEDED, rerender
from .upload import names_in

# What a list of texts needs to know of each, and whether it may be seen.
SHOWN = ("title", "title_text", "body", "slug", "published_at", "trashed_at", "owner")
# Up to so many names are searched for one by one; above that, any upload.
MANY = 20


@dataclass(frozen=True, slots=True)
class Use:
    """A text that shows an upload, or links to it.

    `article` is None for what was never saved, by the account with the key `by`;
    `state` says if it is not the text itself: "unsaved", or "version 2".
    """

    article: Article | None
    state: str = ""
    by: int | None = None


def uses(
    names: Collection[str] | None = None, *, besides: UUID | None = None
) -> dict[str, list[Use]]:
    """Return where uploads are used, by name; of all of them, or of these; `besides`
    the autosave of an editing session.

    Reads every text that mentions any upload: as many queries as there are kinds of
    text, however many uploads.
    """
    found: dict[str, list[Use]] = defaultdict(list)
    for text, use in (*_articles(names), *_autosaves(besides), *_versions(names)):
        mentioned = names_in(text)
        for name in mentioned if names is None else mentioned & set(names):
            # An autosave says nothing new if the text itself uses it too.
            known = {use, Use(use.article)} if use.state == "unsaved" else {use}
            if known.isdisjoint(found[name]):
                found[name].append(use)
    return found


def _articles(names: Collection[str] | None) -> Iterator[tuple[str, Use]]:
    for model in ARTICLES.values():
        rows = model._default_manager.filter(_mentions("body", names))
        for article in rows.only(*SHOWN).order_by("title", "pk"):
            state = "in the trash" if article.trashed_at else ""
            yield article.body, Use(article, state)


def _autosaves(besides: UUID | None) -> Iterator[tuple[str, Use]]:
    """Yield the forms that were typed and not saved."""
    mark = quote(settings.MEDIA_URL, safe="")
    rows = Autosave.objects.not_discarded().filter(data__contains=mark)
    if besides:
        rows = rows.exclude(session=besides)
    for autosave in rows.select_related("post", "page"):
        yield (
            dict(parse_qsl(autosave.data)).get("body", ""),
            Use(
                autosave.article,
                "unsaved",
                by=None if autosave.article else autosave.user_id,
            ),
        )


def _versions(names: Collection[str] | None) -> Iterator[tuple[str, Use]]:
    rows = PublicVersion.objects.filter(_mentions("body_html", names))
    for version in rows.select_related("post", "page").only(
        "number",
        "body_html",
        *(f"{model}__{name}" for model in ARTICLES for name in SHOWN),
    ):
        yield version.body_html, Use(version.article, f"version {version.number}")


def is_in_history(name: str, texts: Q | None = None) -> bool:
    """Return whether an earlier state of any text, or of these, uses an upload."""
    body = KeyTextTransform("body", "state")
    states = Revision.objects.filter(texts or Q()).annotate(text=body)
    return states.filter(text__contains=settings.MEDIA_URL + name).exists()


def rerender_texts_with(names: Collection[str]) -> int:
    """Render again the texts that mention these uploads, if they are stale; return how
    many. Call it after an upload is added or deleted, while no transaction is open."""
    count = 0
    for model in ARTICLES.values():
        rows = model._default_manager.filter(_mentions("body", names)).only(*NEEDED)
        count += sum(article.is_stale() and rerender(article) for article in rows)
    return count


def _mentions(field: str, names: Collection[str] | None) -> Q:
    """Return the condition that a column may mention one of the uploads."""
    condition = Q()
    if names and len(names) <= MANY:
        for name in names:
            condition |= Q(**{f"{field}__contains": settings.MEDIA_URL + name})
    return condition or Q(**{f"{field}__contains": settings.MEDIA_URL})
