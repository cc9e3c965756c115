"""Rules for images and other uploads: present, stored here, and not too large."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import unquote, urlsplit

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from PIL import Image, UnidentifiedImageError

from posts.addresses import split_own
from posts.rendering import Problem
from posts.rendering.proofreading import clip

from .checked_text import CheckedText, OwnAddress
from .link_rules import READERS_GET_404

# A megabyte takes a phone two seconds on a good network, and ten on a bad one.
MAX_BYTES: Final = 1_000_000
MAX_BYTES_ANIMATED: Final = 3_000_000
# Twice what the widest screens show of a column of text; decoded it takes 64 MB.
MAX_WIDTH: Final = 4_000
_ANIMATED: Final = (".gif", ".webp", ".png", ".avif")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """An upload as it is in the storage; a damaged one cannot be read as an image."""

    size: int
    is_animated: bool = False
    is_damaged: bool = False


def images_elsewhere(text: CheckedText) -> Iterator[Problem]:
    """An image or video that is not stored here: the security policy blocks it."""
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
    """An upload that is not there or is damaged, or an image where nothing is."""
    for own in text.files:
        file = find_file(own.file or "")
        if file is None:
            what = "the image is" if own.link.kind == "image" else "it is"
            message = f"There is no file {own.shown}: {what} missing. Upload it again."
            yield _finding(own, message, "file-missing")
        elif file.is_damaged and own.link.kind == "image":
            message = (
                f"{own.shown} is damaged: browsers cannot show it. Upload it again."
            )
            yield _finding(own, message, "file-damaged")
    for own in text.links:
        is_shown = own.link.kind != "link"
        if is_shown and text.destinations[own.parts.path].state == "missing":
            message = f"There is no file {own.shown}: {READERS_GET_404}. Upload it."
            yield _finding(own, message, "file-missing")


def oversized_images(text: CheckedText) -> Iterator[Problem]:
    """An image that loads slowly, or that is too large for a phone's memory."""
    widths = {unquote(image.address): image.width for image in text.context.images}
    for own in text.files:
        file = find_file(own.file or "") if own.link.kind == "image" else None
        if file is None or file.is_damaged:
            continue
        limit = MAX_BYTES_ANIMATED if file.is_animated else MAX_BYTES
        width = widths.get(own.parts.path, 0)
        if file.size > limit:
            message = f"{own.shown} is {_megabytes(file.size)}. {_advice(own, file)}"
            yield _finding(own, message, "image-heavy")
        elif width > MAX_WIDTH:
            message = (
                f"{own.shown} is {width:,} pixels wide: no screen shows so many, and"
                " phones may run out of memory. Save it 2,000 pixels wide."
            )
            yield _finding(own, message, "image-wide")


def find_file(name: str) -> StoredFile | None:
    """Return an upload's file, None if it is missing."""
    try:
        return _measured(name)
    except (OSError, ValueError, SuspiciousFileOperation):
        return None


@lru_cache(maxsize=2048)
def _measured(name: str) -> StoredFile:
    """Return a file from the storage; remembered, because names are never reused."""
    if not default_storage.exists(name):
        raise FileNotFoundError(name)
    size = default_storage.size(name)
    # Opening a file is slow, so only those are opened where it matters.
    if size <= MAX_BYTES or not name.lower().endswith(_ANIMATED):
        return StoredFile(size)
    try:
        return StoredFile(size, _is_animated(name))
    except (UnidentifiedImageError, SyntaxError, EOFError):
        return StoredFile(size, is_damaged=True)


def _is_animated(name: str) -> bool:
    with default_storage.open(name) as file, Image.open(file) as image:
        return bool(getattr(image, "is_animated", False))


def _advice(own: OwnAddress, file: StoredFile) -> str:
    """Return the remedy for a file that is too large."""
    path = own.parts.path.lower()
    if path.endswith(".svg"):
        advice = "draw fewer points, or save it as PNG"
    elif file.is_animated:
        advice = "make it shorter or smaller"
    elif path.endswith((".webp", ".avif")):
        advice = "save it at most 2,000 pixels wide"
    else:
        advice = "save it as WebP, at most 2,000 pixels wide"
    return f"That is slow to load: {advice}."


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def _finding(own: OwnAddress, message: str, rule: str) -> Problem:
    return Problem(own.link.field, own.link.line, message + own.other_lines, rule)
