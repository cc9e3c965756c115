"""The kinds of text, by the names that tables and addresses use."""

from typing import Final

from .page import Page
from .post import Post

ARTICLES: Final[dict[str, type[Post | Page]]] = {"post": Post, "page": Page}
