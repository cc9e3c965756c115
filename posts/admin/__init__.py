"""The writer's half: Django's admin, one folder for each subject.

Importing it registers the admin of every model; nothing below `posts.admin` may be
imported by the reader's half.
"""

from . import authors, pages, posts, redirects, settings
from .tags import tags_admin
from .uploads import uploads_admin

__all__ = [
    "authors",
    "pages",
    "posts",
    "redirects",
    "settings",
    "tags_admin",
    "uploads_admin",
]
