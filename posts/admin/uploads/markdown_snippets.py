"""Uploads as an author writes them into a text: a figure, an image, or a link."""

import re

from posts.models import Upload

from .attachments import label_of

# What would begin something else in Markdown, or in TeX between dollar signs.
_SPECIAL = re.compile(r"[\\`*\[\]<>$~^|]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_IN_TITLE = re.compile(r"""["]|\\(?=[!-/:-@\[-`{-~]|$)|&(?=#?\w+;)""")


def image_code(upload: Upload, alt: str, caption: str = "") -> str:
    """Return the image as Markdown; the caption is Markdown itself, `alt` is not."""
    caption = " ".join(caption.split())
    title = ' "' + _IN_TITLE.sub(r"\\\g<0>", caption) + '"' if caption else ""
    return f"![{plain(alt)}]({upload.address}{title})"


def link_code(upload: Upload) -> str:
    """Return a link to the file that says what will be downloaded."""
    about = ", ".join(filter(None, [label_of(str(upload.file.name)), upload.weight]))
    return f"[{plain(upload.title)} ({plain(about)})]({upload.address})"


def code(upload: Upload) -> str:
    """Return what shows an upload, with the words that are stored."""
    if upload.is_image:
        return image_code(upload, upload.alt, upload.caption)
    return link_code(upload)


def plain(text: str) -> str:
    """Return plain text as Markdown that shows just that."""
    return _SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))
