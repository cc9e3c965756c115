"""What is stored, by subject."""

from .author import Author, Authorship
from .image import Image
from .page import Page
from .post import Post
from .redirect import Redirect
from .site import NavigationLink, SiteSettings
from .tag import Tag, TaggedPost
from .version import ContentVersion

__all__ = [
    "Author",
    "Authorship",
    "ContentVersion",
    "Image",
    "NavigationLink",
    "Page",
    "Post",
    "Redirect",
    "SiteSettings",
    "Tag",
    "TaggedPost",
]
