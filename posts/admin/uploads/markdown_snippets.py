"""Uploads as Markdown: a figure, an image, or a link."""

import re

from posts.models import Upload

from .attachments import label_of

# Characters that mean something else in Markdown, or begin a formula.
_SPECIAL = re.compile(r"[\\`*\[\]<>$~^|]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_IN_TITLE = re.compile(r"""["]|\\(?=[!-/:-@\[-`{-~]|$)|&(?=#?\w+;)""")


def image_markdown(
    upload: Upload, alt: str, caption: str = "", *, is_decorative: bool = False
) -> str:
    """Return the image as Markdown; the caption is Markdown, `alt` is plain text.

    An empty `alt` is a gap that the report names; only HTML can say that it is meant.
    """
    caption = " ".join(caption.split())
    if is_decorative and not caption:
        return f'<img src="{upload.address}" alt="">'
    title = ' "' + _IN_TITLE.sub(r"\\\g<0>", caption) + '"' if caption else ""
    return f"![{escape_markdown(alt)}]({upload.address}{title})"


def link_markdown(upload: Upload) -> str:
    """Return a link to the file that says what is downloaded."""
    about = ", ".join(filter(None, [label_of(str(upload.file.name)), upload.weight]))
    text = f"{escape_markdown(upload.title)} ({escape_markdown(about)})"
    return f"[{text}]({upload.address})"


def upload_markdown(upload: Upload) -> str:
    """Return the Markdown for an upload, with its stored description."""
    if upload.is_image:
        return image_markdown(
            upload, upload.alt, upload.caption, is_decorative=upload.is_decorative
        )
    return link_markdown(upload)


def escape_markdown(text: str) -> str:
    """Return plain text as Markdown that shows exactly that."""
    return _SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))
