"""The sitemap (sitemaps.org 0.9): every public page with an address of its own."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from .models import Author, Page, Post, Tag


class PublicSitemap(Sitemap):
    """Addresses begin with the configured base URL, never with the request's Host."""

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.BASE_URL).scheme

    def get_domain(self, site: object = None) -> str:
        return urlsplit(settings.BASE_URL).netloc


class ArticleSitemap(PublicSitemap):
    def __init__(self, model: type[Post | Page]) -> None:
        self.model = model

    def items(self) -> QuerySet:
        articles = self.model.objects.published().order_by("pk")
        return articles.only("slug", "modified")

    def lastmod(self, item: Post | Page) -> datetime:
        return item.modified


class CountedSitemap(PublicSitemap):
    """Tags and authors with at least one public post."""

    def __init__(self, model: type[Tag | Author]) -> None:
        self.model = model

    def items(self) -> QuerySet:
        return self.model.objects.with_posts().only("slug").order_by("pk")


class ListSitemap(PublicSitemap):
    """The site's own lists, and the years that have posts."""

    def items(self) -> list[str]:
        lists = [reverse(f"posts:{name}") for name in ("list", "archive")]
        years = Post.objects.published().datetimes("published_at", "year")
        return lists + [reverse("posts:year", args=[date.year]) for date in years]

    def location(self, item: str) -> str:
        return item


SITEMAPS: dict[str, Sitemap] = {
    "lists": ListSitemap(),
    "posts": ArticleSitemap(Post),
    "pages": ArticleSitemap(Page),
    "tags": CountedSitemap(Tag),
    "authors": CountedSitemap(Author),
}
