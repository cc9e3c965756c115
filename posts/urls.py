"""The public addresses; tests/test_visibility.py holds each against drafts."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path, register_converter
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from . import feeds, views
from .converters import NumberConverter, SlugConverter, YearConverter
from .media import MediaView
from .sitemaps import SITEMAPS

register_converter(SlugConverter, "word")
register_converter(YearConverter, "year")
register_converter(NumberConverter, "number")

app_name = "posts"

rss = require_safe(feeds.RSSFeed())
atom = require_safe(feeds.AtomFeed())
robots = TemplateView.as_view(template_name="robots.txt", content_type="text/plain")

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
    path("tags/<word:slug>/rss.xml", rss, name="tag-rss"),
    path("tags/<word:slug>/atom.xml", atom, name="tag-atom"),
    path("authors/", views.AuthorListView.as_view(), name="authors"),
    path("authors/<word:slug>/", views.AuthorDetailView.as_view(), name="author"),
    path(
        "authors/<word:slug>/page/<number:page>/",
        views.AuthorDetailView.as_view(),
        name="author",
    ),
    path("archive/", views.ArchiveView.as_view(), name="archive"),
    path("archive/<year:year>/", views.YearArchiveView.as_view(), name="year"),
    path("rss.xml", rss, name="rss"),
    path("atom.xml", atom, name="atom"),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path("favicon.ico", views.FaviconView.as_view(), name="favicon"),
    path("media/<path:name>", MediaView.as_view(), name="media"),
    path("<word:slug>/", views.PageDetailView.as_view(), name="page"),
]
