"""Rules for images and other uploads: there, from here, and not too heavy."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import unquote, urlsplit

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from PIL import Image

from posts.addresses import split_own
from posts.rendering import Problem
from posts.rendering.proofreading import clip

from .checked_text import CheckedText, Own
from .link_rules import READERS_GET_404

# A megabyte takes a phone two seconds where there is a good network, ten where not.
MOST_BYTES: Final = 1_000_000
MOST_BYTES_ANIMATED: Final = 3_000_000
# Twice what the widest screens show of a column of text; decoded it takes 64 MB.
MOST_PIXELS: Final = 4_000
_ANIMATED: Final = (".gif", ".webp", ".png", ".avif")


@dataclass(frozen=True, slots=True)
class File:
    """What the storage says of an upload."""

    size: int
    is_animated: bool


def images_elsewhere(text: CheckedText) -> Iterator[Problem]:
    """An image or video that is not stored here: the security policy keeps it out."""
    for link in text.rendered.outline.links:
        if link.kind == "link" or split_own(link.address):
            continue
        shown = clip(unquote(link.address), 100)
        if host := _host(link.address):
            message = (
                f"{shown} comes from {host}, and readers' browsers will not load it:"
                " that would tell strangers who reads this. Upload it here."
            )
        else:
            message = f"{shown} is not a file of this site. Upload it here."
        yield Problem(link.field, link.line, message, "foreign-media")


def missing_files(text: CheckedText) -> Iterator[Problem]:
    """An upload that is not here, or an image at an address where there is nothing."""
    for own in text.files:
        if stored(own.file or "") is None:
            what = "the image is" if own.link.kind == "image" else "it is"
            message = f"There is no file {own.shown}: {what} missing. Upload it again."
            yield _finding(own, message, "file-missing")
    for own in text.links:
        is_shown = own.link.kind != "link"
        if is_shown and text.destinations[own.parts.path].state == "missing":
            message = f"There is no file {own.shown}: {READERS_GET_404}. Upload it."
            yield _finding(own, message, "file-missing")


def oversized_images(text: CheckedText) -> Iterator[Problem]:
    """An image for which readers wait, or that a phone can hardly hold."""
    widths = {unquote(image.address): image.width for image in text.context.images}
    for own in text.files:
        file = stored(own.file or "") if own.link.kind == "image" else None
        if file is None:
            continue
        most = MOST_BYTES_ANIMATED if file.is_animated else MOST_BYTES
        width = widths.get(own.parts.path, 0)
        if file.size > most:
            message = f"{own.shown} has {_megabytes(file.size)}. {_advice(own, file)}"
            yield _finding(own, message, "image-heavy")
        elif width > MOST_PIXELS:
            message = (
                f"{own.shown} is {width:,} pixels wide, more than any screen shows and"
                " much for a phone to hold. Save it 2,000 pixels wide."
            )
            yield _finding(own, message, "image-wide")


def stored(name: str) -> File | None:
    """Return what is known of an upload, None if it is not there."""
    try:
        return _measured(name)
    except (OSError, ValueError, SuspiciousFileOperation):
        return None


@lru_cache(maxsize=2048)
def _measured(name: str) -> File:
    """Return a file's size; remembered, because names are never used again."""
    if not default_storage.exists(name):
        raise FileNotFoundError(name)
    size = default_storage.size(name)
    # To look into a file takes long, so only those are opened of which it matters.
    may_matter = size > MOST_BYTES and name.lower().endswith(_ANIMATED)
    return File(size, may_matter and _is_animated(name))


def _is_animated(name: str) -> bool:
    with default_storage.open(name) as file, Image.open(file) as image:
        return bool(getattr(image, "is_animated", False))


def _advice(own: Own, file: File) -> str:
    """Return what to do about a file that is too large."""
    path = own.parts.path.lower()
    if path.endswith(".svg"):
        advice = "draw fewer points, or save it as PNG"
    elif file.is_animated:
        advice = "make it shorter or smaller"
    elif path.endswith((".webp", ".avif")):
        advice = "save it at most 2,000 pixels wide"
    else:
        advice = "save it as WebP, at most 2,000 pixels wide"
    return f"Readers wait for that: {advice}."


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def _finding(own: Own, message: str, rule: str) -> Problem:
    return Problem(own.link.field, own.link.line, message + own.elsewhere, rule)
