"""What tests of the report share: a text in which nothing else is wrong, and files."""

from io import BytesIO

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image as Picture

from posts.admin.checks import check_article
from posts.admin.checks.image_rules import _measured
from posts.models import Page, Post

# Whoever may see every text; never saved.
EDITOR = User(username="editor", is_staff=True, is_superuser=True)


def draft(body: str = "Words.", **fields) -> Post:
    """Return a post that is not saved and in which nothing else is wrong."""
    defaults = {"title": "An essay", "summary": "What it is about.", "slug": "an-essay"}
    return Post(**defaults | fields, body=body)


def found(article: Post | Page, user=EDITOR) -> list[tuple[str, int, str]]:
    return [
        (one.rule, one.line, one.message) for one in check_article(article, user=user)
    ]


def rules(article: Post | Page) -> list[str]:
    return [rule for rule, _, _ in found(article)]


def store(name: str, content: bytes = b"x") -> str:
    """Put a file where uploads are; return its address.

    Each test has a folder of its own, so names are used again: sizes are forgotten.
    """
    _measured.cache_clear()
    return f"/media/{default_storage.save(name, ContentFile(content))}"


def gif(frames: int, size: tuple[int, int] = (40, 40)) -> bytes:
    out = BytesIO()
    colours = ["red", "green", "blue"][:frames]
    pictures = [Picture.new("RGB", size, colour) for colour in colours]
    pictures[0].save(out, "GIF", save_all=True, append_images=pictures[1:])
    return out.getvalue()
