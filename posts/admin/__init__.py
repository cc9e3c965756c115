"""The editor's side: Django's admin, one module for each thing that is edited."""

from . import authors, images, pages, posts, redirects, settings, tags

__all__ = ["authors", "images", "pages", "posts", "redirects", "settings", "tags"]
