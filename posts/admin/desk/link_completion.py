"""Completion of links: the texts of this site, and the headings of one of them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast
from urllib.parse import unquote

from django.http import HttpRequest, JsonResponse
from django.urls import Resolver404, resolve
from django.views import View

from posts.addresses import split_own
from posts.models.article import Article, ArticleQuerySet
from posts.models.kinds import ARTICLES
from posts.models.permissions import Viewer, known_to
from posts.models.publication import State
from posts.rendering.plain_text import text_of

MAX_QUERY_LENGTH = 200


class LinkView(View):
    """GET `q` for texts by the words of their titles, or `address` for the headings of
    the text at that address. Texts that the account may not see do not exist for it."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest) -> JsonResponse:
        if "address" in request.GET:
            return JsonResponse({"headings": self.headings(request.GET["address"])})
        query = request.GET.get("q", "")[:MAX_QUERY_LENGTH]
        sources = [visible(model, request.user) for model in ARTICLES.values()]
        found = matching(query, sources)
        results = [
            {"title": text.title, "address": text.address, "state": text.state}
            for text in found
        ]
        return JsonResponse({"results": results})

    def headings(self, address: str) -> list[dict[str, str | int]]:
        """Return the headings of the text at an address of this site."""
        article = self.text_at(address)
        return [
            {"title": text_of(line["html"]), "id": line["id"], "level": line["level"]}
            for line in (article.contents if article else ())
        ]

    def text_at(self, address: str) -> Article | None:
        parts = split_own(address)
        try:
            match = resolve(parts.path if parts else "")
        except Resolver404:
            return None
        model = ARTICLES.get(match.url_name or "")
        if model is None or match.namespace != "posts":
            return None
        texts = visible(model, self.request.user).filter(**match.kwargs)
        article: Article | None = texts.only("contents").first()
        return article


def visible(model: type[Article], user: Viewer) -> ArticleQuerySet:
    """Return the texts that an account may link to: public ones, and others that it may
    read; none in the trash."""
    texts = cast("ArticleQuerySet", model._default_manager.all())
    return known_to(user, texts.untrashed())


# Chinese and Japanese have no spaces between words: each character counts as a word.
_WORD = re.compile(
    r"[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
    r"|[^\W_\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+"
)
# Letters that Unicode does not decompose into a base letter and an accent.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})
_ORDER: list[State] = ["published", "scheduled", "draft"]


@dataclass(frozen=True, slots=True)
class Target:
    """A text to link to."""

    title: str
    address: str
    state: State


def words(text: str) -> list[str]:
    """Return the words of a text, in lower case and without accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in letters if not unicodedata.combining(char))
    return _WORD.findall(unicodedata.normalize("NFC", plain).translate(_PLAIN))


def matching(
    query: str, sources: Iterable[ArticleQuerySet], most: int = 10
) -> list[Target]:
    """Return the texts whose titles contain words that begin with the query's words; or
    whose addresses do, if the query begins like an address.

    Published texts come first, and newer before older. One query per source, which
    reads only titles; they are compared here, because SQLite folds only ASCII letters.
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
