"""Finding texts whose rendered HTML is out of date, and rendering them again.

No link breaks: where a release gives a heading another id, the former one is kept.
"""

import re
from collections.abc import Callable, Iterator
from html import unescape
from itertools import zip_longest
from threading import Thread
from threading import enumerate as threads

from django.db import connections
from django.db.models import QuerySet

from posts.rendering import Source, shared_part

from .article import RENDERED_FIELDS, Article
from .kinds import ARTICLES
from .rendering_context import rendering_context

THREAD = "rerendering"
NEEDED = ("title", "summary", "body", "former_ids", "fingerprint", "modified")
_HEADING_ID = re.compile(r'<h[2-6](?: [^>]*?)? id="([^"]*)"')


def stale() -> Iterator[Article]:
    """Yield the posts and pages that a changed setting or a release has outdated."""
    for rows in _stale_rows():
        for pk in list(rows.values_list("pk", flat=True)):
            if article := rows.filter(pk=pk).only(*NEEDED).first():
                yield article


def count_stale() -> tuple[int, int]:
    """Return how many texts are to be rendered again, and how many there are."""
    totals = [model._default_manager.count() for model in ARTICLES.values()]
    return sum(rows.count() for rows in _stale_rows()), sum(totals)


def _stale_rows() -> list[QuerySet]:
    """Return the outdated texts of each kind, found by an index on the fingerprint."""
    current = shared_part(rendering_context(Source()))
    return [
        model._default_manager.exclude(fingerprint__startswith=current).order_by()
        for model in ARTICLES.values()
    ]


def rerender(article: Article) -> bool:
    """Render again and save only that; return False if the text was saved meanwhile.

    Not an edit: `modified` stays, and what somebody saves meanwhile is not overwritten.
    """
    before = _HEADING_ID.findall(article.body_html)
    article.render()
    article.former_ids = _former_ids(article, before)
    article.render()  # again only if an id has changed
    unchanged = type(article)._default_manager.filter(
        pk=article.pk, modified=article.modified
    )
    rendered = {name: getattr(article, name) for name in RENDERED_FIELDS}
    return bool(unchanged.update(**rendered))


def _former_ids(article: Article, before: list[str]) -> dict[str, str]:
    """Return all ids that headings had, each with the one that it has now."""
    after = [unescape(name) for name in _HEADING_ID.findall(article.body_html)]
    pairs = zip(map(unescape, before), after, strict=False)
    renamed = dict(pairs) if len(before) == len(after) else {}
    former = {old: renamed.get(now, now) for old, now in article.former_ids.items()}
    former |= {old: now for old, now in renamed.items() if old != now}
    return {old: now for old, now in former.items() if old not in after}


def reading_difference(article: Article) -> str:
    """Render a stale text, and return the first words that it shows anew, and what
    stood there; "" if readers will see the same words. Saves nothing."""
    texts = ("title_text", "summary_text", "body_text")
    before = [getattr(article, name).split() for name in texts]
    article.render()
    after = [getattr(article, name).split() for name in texts]
    for old, new in zip(before, after, strict=True):
        if old != new:
            return _first_difference(old, new)
    return ""


def _first_difference(old: list[str], new: list[str]) -> str:
    pairs = zip_longest(old, new)
    first = next(at for at, (one, other) in enumerate(pairs) if one != other)
    start, end = max(0, first - 3), first + 4
    return f"“{' '.join(old[start:end])}” → “{' '.join(new[start:end])}”"


def rerender_stale(progress: Callable[[int, int], None] = lambda done, of: None) -> int:
    """Render all stale texts again; return how many. `progress` gets done and total."""
    total, _ = count_stale()
    count = 0
    for done, article in enumerate(stale()):
        progress(done, total)
        count += rerender(article)
    progress(total, total)
    return count


def rerender_in_background() -> Thread:
    """Render all stale texts again in a thread of this process.

    If the process ends first, the rest is done when the next one starts.
    """
    thread = Thread(target=_work, name=THREAD, daemon=True)
    thread.start()
    return thread


def is_rerendering() -> bool:
    """Return whether this process renders texts in a thread."""
    return any(thread.name == THREAD for thread in threads())


def _work() -> None:
    try:
        rerender_stale()
    finally:
        connections.close_all()
