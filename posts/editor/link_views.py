"""Completion for links: the texts of this site, and the headings of one of them."""

from typing import Any, cast

from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest, JsonResponse
from django.urls import Resolver404, resolve
from django.views import View

from posts.addresses import split_own
from posts.models.article import Article, ArticleQuerySet
from posts.models.kinds import ARTICLES
from posts.models.links import matching
from posts.models.ownership import known_to
from posts.rendering.plain_text import text_of

LONGEST_QUERY = 200


class LinkView(View):
    """GET `q` for texts by the words of their titles, or `address` for the headings of
    the text that is there. What the account may not see is as if it did not exist."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest) -> JsonResponse:
        if "address" in request.GET:
            return JsonResponse({"headings": self.headings(request.GET["address"])})
        query = request.GET.get("q", "")[:LONGEST_QUERY]
        sources = [visible(model, request.user) for model in ARTICLES.values()]
        found = matching(query, sources)
        results = [
            {"title": text.title, "address": text.address, "state": text.state}
            for text in found
        ]
        return JsonResponse({"results": results})

    def headings(self, address: str) -> list[dict[str, Any]]:
        """Return the contents of the text at an address of this site."""
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


def visible(model: type[Article], user: User | AnonymousUser) -> ArticleQuerySet:
    """Return the texts to which an account may link: what is public, and what it may
    read before that; nothing in the trash."""
    texts = cast("ArticleQuerySet", model._default_manager.all())
    return known_to(user, texts.untrashed())
