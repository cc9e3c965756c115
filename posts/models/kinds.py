"""The kinds of texts, by the names that tables and addresses have for them."""

from typing import Final

from .page import Page
from .post import Post

ARTICLES: Final[dict[str, type[Post | Page]]] = {"post": Post, "page": Page}
