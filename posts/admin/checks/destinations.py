"""Where addresses of this site lead, all looked up at once in a few queries."""

from collections.abc import Callable, Collection, Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, Literal, cast

from django.conf import settings
from django.db.models import QuerySet
from django.urls import Resolver404, resolve
from django.utils import timezone

from posts.models import Post, Tag
from posts.models.article import Article
from posts.models.kinds import ARTICLES
from posts.models.permissions import Viewer, known_authors, known_tags, known_to
from posts.models.publication import CountedQuerySet, is_published
from posts.models.redirect_lookup import find_redirects

from .anchors import ids_of

# "own" is the text itself, "unused" a tag or author without a public post, "private" a
# draft link to a draft; "missing" includes what the account may not know about.
type State = Literal[
    "open",
    "own",
    "draft",
    "scheduled",
    "trashed",
    "unused",
    "missing",
    "private",
    "admin",
]

# What an account may learn of, by the kind of page.
WITH_POSTS: Final[dict[str, Callable[[Viewer], QuerySet]]] = {
    "tag": known_tags,
    "author": known_authors,
}
FIXED: Final[dict[str, State]] = {
    "": "missing",
    "admin": "admin",
    "private": "private",
}
# A redirect is looked for in every folder above a path.
MAX_FOLDERS: Final = 20


@dataclass(frozen=True, slots=True)
class Destination:
    """What readers find there: `opens` is when a scheduled text appears, `moved_to` is
    where a redirect leads ("" means gone), `ids` are the anchors in a text's body."""

    state: State = "open"
    opens: datetime | None = None
    moved_to: str | None = None
    ids: frozenset[str] | None = None


def look_up(
    article: Article,
    paths: Collection[str],
    with_anchors: Collection[str],
    user: Viewer,
) -> dict[str, Destination]:
    """Return where each path in this text leads, as far as the account may know; with
    ids for the paths `with_anchors`.

    At most ten queries, whatever the number of paths.
    """
    views = {path: view_of(path) for path in paths}
    found = {
        path: Destination(FIXED.get(kind, "open")) for path, (kind, _) in views.items()
    }
    for kind, model in ARTICLES.items():
        slugs = _of_kind(views, kind)
        anchored = {slugs[path] for path in slugs.keys() & set(with_anchors)}
        rows = known_to(user, model._default_manager.all())
        found |= _texts(article, rows, slugs, anchored)
    for kind, known in WITH_POSTS.items():
        found |= _with_posts(article, known(user), _of_kind(views, kind))
    return found | _redirects(found)


@lru_cache(maxsize=4096)
def view_of(path: str) -> tuple[str, str]:
    """Return the kind of page at a path, and its slug; "" if there is no such page.

    A kind with a slug needs a row with that slug; "fixed" pages always exist.
    """
    if path.startswith(settings.STATIC_URL):
        return "fixed", ""
    for address in [path] if path.endswith("/") else [path, f"{path}/"]:
        try:
            match = resolve(address)
        except Resolver404:
            continue
        name, slug = match.url_name or "", match.kwargs.get("slug", "")
        if "admin" in match.namespaces:
            # A link to the admin's entrance may be intended; one further in is not.
            return "fixed" if name == "index" else "admin", ""
        if name == "draft":
            return "private", ""
        return (name.partition("-")[0], slug) if slug else ("fixed", "")
    return "", ""


def _of_kind(views: Mapping[str, tuple[str, str]], kind: str) -> dict[str, str]:
    """Return the slugs of the paths of a kind."""
    return {path: slug for path, (view, slug) in views.items() if view == kind}


def _texts(
    article: Article,
    known: QuerySet,
    slugs: Mapping[str, str],
    anchored: Set[str],
) -> dict[str, Destination]:
    if not slugs:
        return {}
    texts = known.filter(slug__in=set(slugs.values()))
    fields = ("slug", "pk", "published_at", "trashed_at", "fingerprint")
    rows = {row["slug"]: row for row in texts.values(*fields)}
    fingerprints = {row["slug"]: row["fingerprint"] for row in rows.values()}
    ids = ids_of(texts, {slug: fingerprints[slug] for slug in anchored & rows.keys()})
    found = {}
    for path, slug in slugs.items():
        row = rows.get(slug)
        is_own = isinstance(article, known.model) and (
            slug == article.slug or (row is not None and row["pk"] == article.pk)
        )
        state = "own" if is_own else _state(row, article)
        opens = row["published_at"] if row else None
        found[path] = Destination(state, opens, ids=ids.get(slug))
    return found


def _state(row: Mapping[str, Any] | None, article: Article) -> State:
    """Return the state in which readers find a row once the article is public."""
    if row is None:
        return "missing"
    if row["trashed_at"]:
        return "trashed"
    if row["published_at"] is None:
        return "draft"
    now = timezone.now()
    appears = max(now, article.published_at or now)
    return "open" if is_published(row["published_at"], appears) else "scheduled"


def _with_posts(
    article: Article, known: QuerySet, slugs: Mapping[str, str]
) -> dict[str, Destination]:
    if not slugs:
        return {}
    rows = cast("CountedQuerySet", known.filter(slug__in=set(slugs.values())))
    counts = dict(rows.count_posts().values_list("slug", "count"))
    unused = {slug for slug in slugs.values() if not counts.get(slug)}
    if unused and isinstance(article, Post) and article.pk:
        # They will have a post once this one is public.
        own = article.tags.all() if known.model is Tag else article.authors_in_order
        counts |= {row.slug: 1 for row in own if row.slug in unused}
    return {
        path: Destination(
            "open" if counts.get(slug) else "unused" if slug in counts else "missing"
        )
        for path, slug in slugs.items()
    }


def _redirects(found: Mapping[str, Destination]) -> dict[str, Destination]:
    """Return the destinations that readers would not find but that are redirected."""
    closed = {
        path: destination
        for path, destination in found.items()
        if destination.state not in {"open", "own", "private", "admin"}
        and path.count("/") <= MAX_FOLDERS
    }
    targets = find_redirects(closed) if closed else {}
    return {
        path: replace(closed[path], moved_to=target) for path, target in targets.items()
    }
