"""Looking up where an address that was once public leads now."""

from collections.abc import Iterable, Set
from urllib.parse import quote, unquote

from .kinds import ARTICLES
from .redirect import MAX_LENGTH, Redirect

MAX_PARTS = 20  # of a query


def find_redirect(path: str) -> str | None:
    """Return where a path leads, or a folder above it; "" if gone, None if unknown.

    What follows the folder's name is appended to the new folder.
    """
    return find_redirects([path]).get(path)


def find_redirects(paths: Iterable[str]) -> dict[str, str]:
    """Return where each path leads, if anywhere; four queries."""
    starts = {path: _starts(path) for path in paths}
    folders = set[str]().union(*starts.values())
    matching = Redirect.objects.filter(old_path__in=folders)
    matching = matching.exclude(new_path="", was_public=False)
    rows: dict[str, str] = dict(matching.values_list("old_path", "new_path"))
    gone = _gone({*rows, *rows.values()}) if rows else set()
    rows = {old: new for old, new in rows.items() if new or old in gone}
    found = {}
    for path, candidates in starts.items():
        start = max(candidates & rows.keys(), key=len, default="")
        if not start:
            continue
        target, rest = rows[start], path[len(start) :]
        if not target or target in gone:
            found[path] = ""
        elif not rest or target.endswith("/"):
            found[path] = f"{target}{quote(rest.lstrip('/'))}"
    return found


def find_query_redirect(path: str, query: str) -> str | None:
    """Return where an address that has a query leads, by all of it or one part of it;
    "" if gone, None if unknown. WordPress's plain addresses are such: /?p=12."""
    parts = [query, *query.split("&", MAX_PARTS)[:MAX_PARTS]]
    addresses = [f"{path}?{unquote(part)}" for part in parts]
    known = [address for address in addresses if len(address) <= MAX_LENGTH]
    rows = Redirect.objects.filter(old_path__in=known)
    targets: dict[str, str] = dict(rows.values_list("old_path", "new_path"))
    return next((targets[it] for it in known if it in targets), None)


def _gone(addresses: Iterable[str]) -> set[str]:
    """Return the addresses at which nothing is public any more.

    What was scheduled when that was recorded may have fallen due since.
    """
    noted = Redirect.objects.filter(old_path__in=addresses, new_path="")
    paths = set(noted.values_list("old_path", flat=True))
    return paths - _public(paths) if paths else paths


def _public(paths: Set[str]) -> set[str]:
    """Return the paths at which a text is public now."""
    texts = (model._default_manager.all() for model in ARTICLES.values())
    return set[str]().union(*(rows.public_at(paths) for rows in texts))


def _starts(path: str) -> set[str]:
    """Return a path and the folders above it, as long as a redirect can be."""
    if "\0" in path:
        return set()  # PostgreSQL refuses to look for NUL
    ends = [number for number, char in enumerate(path, 1) if char == "/"]
    return {path[:end] for end in [*ends, len(path)] if end <= MAX_LENGTH}
