"""The writer's half: Django's admin, with one folder for each subject.

Importing it registers the admin of every model. The reader's half must import nothing
from `posts.admin`.
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
