"""The editor's side: Django's admin, one module for each thing that is edited."""

from . import authors, pages, posts, redirects, settings, tags, uploads

__all__ = [
    "authors",
    "pages",
    "posts",
    "redirects",
    "settings",
    "tags",
    "uploads",
]
