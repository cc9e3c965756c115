"""What is stored, by subject."""

from posts.models.history.autosave import Autosave
from posts.models.history.draft_link import DraftLink
from posts.models.history.public_version import PublicVersion
from posts.models.history.revision import Revision
from posts.models.tags.tag import Tag, TaggedPost
from posts.models.tags.tag_changes import TagChange

from .author import Author, Authorship
from .content_version import ContentVersion
from .page import Page
from .post import Post
from .redirect import Redirect
from .site_settings import NavigationLink, SiteSettings
from .upload import Upload

__all__ = [
    "Author",
    "Authorship",
    "ContentVersion",
    "DraftLink",
    "Autosave",
    "NavigationLink",
    "Page",
    "Post",
    "PublicVersion",
    "Redirect",
    "Revision",
    "SiteSettings",
    "Tag",
    "TagChange",
    "TaggedPost",
    "Upload",
]
