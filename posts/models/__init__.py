"""What is stored, by subject."""

from .author import Author, Authorship
from .draft_link import DraftLink
from .history import Revision
from .kept import KeptText
from .page import Page
from .post import Post
from .public_version import PublicVersion
from .redirect import Redirect
from .site import NavigationLink, SiteSettings
from .tag import Tag, TaggedPost
from .tag_changes import TagChange
from .upload import Upload
from .version import ContentVersion

__all__ = [
    "Author",
    "Authorship",
    "ContentVersion",
    "DraftLink",
    "KeptText",
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
