"""The public addresses; tests/test_visibility.py tests each with drafts."""

from collections.abc import Iterator

from django.contrib.sitemaps.views import sitemap
from django.urls import URLPattern, path, register_converter
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from . import views
from .converters import MonthConverter, NumberConverter, SlugConverter, YearConverter
from .feeds import FEEDS, FORMATS
from .media import MediaView
from .models import Author, Tag
from .sitemaps import SITEMAPS

register_converter(SlugConverter, "word")
register_converter(YearConverter, "year")
register_converter(MonthConverter, "month")
register_converter(NumberConverter, "number")

app_name = "posts"

robots = TemplateView.as_view(template_name="robots.txt", content_type="text/plain")

# How a feed's addresses and names begin, and the model that it is about.
FEED_SUBJECTS: list[tuple[str, str, dict[str, type[Tag | Author]]]] = [
    ("", "", {}),
    ("tags/<word:slug>/", "tag-", {"model": Tag}),
    ("authors/<word:slug>/", "author-", {"model": Author}),
]


def feed_patterns() -> Iterator[URLPattern]:
    """Yield every feed, and its archive by month (RFC 5005)."""
    for prefix, name, about in FEED_SUBJECTS:
        for format, feed in FEEDS.items():
            view, file = require_safe(feed), FORMATS[format].file
            archive = f"{prefix}feeds/<month:month>/{file}"
            yield path(f"{prefix}{file}", view, about, name=f"{name}{format}")
            yield path(archive, view, about, name=f"{name}{format}-archive")


urlpatterns = [
    path("", views.PostListView.as_view(), name="list"),
    path("page/<number:page>/", views.PostListView.as_view(), name="list"),
    path("posts/<word:slug>/", views.PostDetailView.as_view(), name="post"),
    path("tags/", views.TagListView.as_view(), name="tags"),
    path("tags/<word:slug>/", views.TagDetailView.as_view(), name="tag"),
    path(
        "tags/<word:slug>/page/<number:page>/",
        views.TagDetailView.as_view(),
        name="tag",
    ),
    path("authors/", views.AuthorListView.as_view(), name="authors"),
    path("authors/<word:slug>/", views.AuthorDetailView.as_view(), name="author"),
    path(
        "authors/<word:slug>/page/<number:page>/",
        views.AuthorDetailView.as_view(),
        name="author",
    ),
    path("archive/", views.ArchiveView.as_view(), name="archive"),
    path("archive/<year:year>/", views.YearArchiveView.as_view(), name="year"),
    path("drafts/<str:token>/", views.DraftView.as_view(), name="draft"),
    path("subscribe/", views.SubscribeView.as_view(), name="subscribe"),
    *feed_patterns(),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path("favicon.ico", views.FaviconView.as_view(), name="favicon"),
    path("media/<path:name>", MediaView.as_view(), name="media"),
    path("<word:slug>/", views.PageDetailView.as_view(), name="page"),
]
