"""Everything that an author may change in a text, as plain values for JSON."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from posts.models.article import Article
from posts.models.author import Author
from posts.models.post import Post

# What JSON makes of a field: a date is a string, an author a list of key and name.
type AuthorRow = list[int | str]
type Value = str | int | list[str] | list[AuthorRow] | None
# By the names of fields, each of which has a type of its own.
type Snapshot = dict[str, Any]

TEXTS = ("title", "summary", "body")
LABELS = {
    "title": "Title",
    "summary": "Summary",
    "body": "Text",
    "slug": "Address",
    "published_at": "Date",
    "revised_at": "Date of the revision",
    "canonical_url": "Canonical address",
    "doi": "DOI",
    "tags": "Tags",
    "authors": "Authors",
    "in_navigation": "In the navigation",
    "position": "Position",
}
DATES = ("published_at", "revised_at")
RELATED = ("tags", "authors")
# What a snapshot contains, in the order in which people read it.
FIELDS = {
    "post": ("title", "summary", "body", "slug", "published_at", "revised_at")
    + ("canonical_url", "doi", "tags", "authors"),
    "page": ("title", "summary", "body", "slug", "published_at", "revised_at")
    + ("canonical_url", "in_navigation", "position"),
}


def snapshot(article: Article) -> Snapshot:
    """Return the state of a saved text; reads its tags and authors."""
    names = FIELDS[str(article._meta.model_name)]
    return {name: _READERS.get(name, getattr)(article, name) for name in names}


def digest(state: Snapshot) -> str:
    """Return a digest that equal states share; authors count, not their names."""
    state = {**state, "authors": author_keys(state.get("authors"))}
    text = json.dumps(state, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def summarise(before: Snapshot | None, after: Snapshot) -> str:
    """Return what changed in a few words: “+120 −30 words, title, tags”."""
    if before is None:
        return f"{sum(_words(after).values()):,} words"
    old, new = _words(before), _words(after)
    counts = {"+": (new - old).total(), "−": (old - new).total()}
    words = " ".join(f"{sign}{count:,}" for sign, count in counts.items() if count)
    changed = [
        LABELS[name].lower() if name != "doi" else "DOI"
        for name in after
        if is_changed(name, before.get(name), after[name])
        and not (name == "body" and words)
    ]
    return ", ".join([*([f"{words} words"] if words else []), *changed])


def _words(state: Snapshot) -> Counter[str]:
    return Counter(state["body"].split())


def is_changed(name: str, before: Value, after: Value) -> bool:
    """Return whether a field's value has changed; authors count, not their names."""
    if name == "authors":
        return author_keys(before) != author_keys(after)
    return (before or None) != (after or None)


def author_keys(authors: Value) -> list[int | str]:
    """Return the keys of a snapshot's authors, in order."""
    return [row[0] for row in authors] if isinstance(authors, list) else []


def apply_state(article: Article, state: Snapshot) -> list[str]:
    """Restore a text to a snapshot, or to some fields of one, and save it.

    Returns the names of authors who no longer exist, and so are left out. Records
    nothing in the history.
    """
    columns = {name: value for name, value in state.items() if name not in RELATED}
    for name, value in columns.items():
        is_date = name in DATES and value
        setattr(article, name, datetime.fromisoformat(value) if is_date else value)
    with transaction.atomic():
        article.save(update_fields=list(columns))
        missing = [name for key in RELATED for name in _relate(article, key, state)]
    vars(article).get("_prefetched_objects_cache", {}).clear()
    return missing


def _relate(article: Article, key: str, state: Snapshot) -> list[str]:
    """Restore tags or authors; return the names of those that are gone."""
    if not isinstance(article, Post) or key not in state:
        return []
    if state[key] == _READERS[key](article, key):
        return []
    if key == "tags":
        article.tags.set(state[key])
        return []
    known = Author.objects.in_bulk(author_keys(state[key]))
    article.authorships.all().delete()
    for position, (pk, _) in enumerate(row for row in state[key] if row[0] in known):
        article.authorships.create(author=known[pk], position=position)
    return [name for pk, name in state[key] if pk not in known]


def _date(article: Article, name: str) -> str | None:
    value: datetime | None = getattr(article, name)
    # In UTC, as it is stored: a form reads dates in the site's time zone.
    return value.astimezone(UTC).isoformat() if value else None


def _tags(post: Post, name: str) -> list[str]:
    return sorted(tag.name for tag in post.tags.all())


def _authors(post: Post, name: str) -> list[AuthorRow]:
    return [[author.pk, author.name] for author in post.authors_in_order]


_READERS: dict[str, Callable[[Any, str], Value]] = {
    "published_at": _date,
    "revised_at": _date,
    "tags": _tags,
    "authors": _authors,
}
