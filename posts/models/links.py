"""Texts as targets of links: found by the words of their titles, or by address."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from .article import Article, ArticleQuerySet
from .publication import State

# Chinese and Japanese have no blanks between words: there each character is one.
_WORD = re.compile(
    r"[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
    r"|[^\W_\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+"
)
# Letters that Unicode does not take apart into a plain letter and its accent.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})
_ORDER: list[State] = ["published", "scheduled", "draft"]


@dataclass(frozen=True, slots=True)
class Target:
    """A text to which a link may lead."""

    title: str
    address: str
    state: State


def words(text: str) -> list[str]:
    """Return the words of a text, in small letters without accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in letters if not unicodedata.combining(char))
    return _WORD.findall(unicodedata.normalize("NFC", plain).translate(_PLAIN))


def matching(
    query: str, sources: Iterable[ArticleQuerySet], most: int = 10
) -> list[Target]:
    """Return the texts in whose titles every word of the query begins a word; in whose
    addresses, if the query begins like one.

    Published ones come first, then the newest. One query for each source, which reads
    the titles only: they are compared here, because SQLite folds no letter but ASCII.
    """
    wanted = words(query)
    found = [
        article
        for source in sources
        for article in _titles(source)
        if _matches(wanted, words(_searched(article, query)))
    ]
    found.sort(key=lambda article: article.created, reverse=True)
    found.sort(key=lambda article: _ORDER.index(article.state))
    return [
        Target(str(article), article.get_absolute_url(), article.state)
        for article in found[:most]
    ]


def _titles(source: ArticleQuerySet) -> Iterator[Article]:
    fields = ("title", "title_text", "slug", "published_at", "created", "trashed_at")
    yield from source.untrashed().only(*fields)


def _searched(article: Article, query: str) -> str:
    is_address = query.startswith("/")
    return unquote(article.get_absolute_url()) if is_address else article.title_text


def _matches(wanted: list[str], title: list[str]) -> bool:
    return all(any(word.startswith(start) for word in title) for start in wanted)
