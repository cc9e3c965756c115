"""Everything uploaded: images with their alternative text, and other files."""

import re
from functools import partial
from pathlib import PurePath
from urllib.parse import unquote

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from posts.rendering import ImageFacts

from .clean_text import CleanTextMixin

_NAME = re.compile(re.escape(settings.MEDIA_URL) + r"""([^\s"'<>()\[\]?#\\]+)""")
_UNITS = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")]


def names_in(text: str) -> set[str]:
    """Return the names of the uploads whose addresses occur in a text or in HTML."""
    found = (unquote(name) for name in _NAME.findall(text))
    # PostgreSQL refuses to look for NUL, which no file's name contains.
    return {name.rstrip(".,;:!*_") for name in found if "\0" not in name}


def folder(upload: "Upload", name: str) -> str:
    """Return where a file of this name goes."""
    kind = "images" if upload.is_image else "files"
    return f"{kind}/{timezone.now():%Y}/{name}"


class Upload(CleanTextMixin):
    file = models.FileField(upload_to=folder, max_length=255)
    name = models.CharField(
        max_length=255, blank=True, help_text="The name of the file when uploaded."
    )
    alt = models.CharField(
        "alternative text",
        max_length=1000,
        blank=True,
        help_text="What the image shows, for those who cannot see it.",
    )
    is_decorative = models.BooleanField(
        "decorative",
        default=False,
        help_text="It adds nothing to the text, and needs no description.",
    )
    caption = models.CharField(
        max_length=2000,
        blank=True,
        help_text="In Markdown; shown below the image. May be empty.",
    )
    width = models.PositiveIntegerField(
        editable=False, null=True, help_text="In pixels; empty if it is not an image."
    )
    height = models.PositiveIntegerField(editable=False, null=True)
    size = models.PositiveBigIntegerField(
        editable=False, null=True, help_text="In bytes; empty if it was never measured."
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False
    )
    created = models.DateTimeField(auto_now_add=True)

    # The texts that use it, as HTML: where the admin has looked for them.
    used_in: str

    class Meta:
        ordering = ["-created", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["file"], name="upload_file_once"),
            models.CheckConstraint(
                condition=models.Q(is_decorative=False) | models.Q(alt=""),
                name="upload_decorative_without_alt",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def delete(
        self, using: str | None = None, keep_parents: bool = False
    ) -> tuple[int, dict[str, int]]:
        """Delete the row, and its file once that is committed."""
        storage, name = self.file.storage, str(self.file.name)
        deleted = super().delete(using, keep_parents)
        transaction.on_commit(partial(storage.delete, name))
        return deleted

    @property
    def title(self) -> str:
        """The name that it was uploaded with."""
        return self.name or PurePath(str(self.file.name)).name

    @property
    def is_image(self) -> bool:
        return self.width is not None

    @property
    def is_described(self) -> bool:
        """Whether it needs no description, or has one."""
        return bool(not self.is_image or self.alt or self.is_decorative)

    @property
    def address(self) -> str:
        """The path by which texts refer to it and the site serves it."""
        return f"{settings.MEDIA_URL}{self.file.name}"

    @property
    def weight(self) -> str:
        """The size to be read: 1.2 MB; "" if it is not known."""
        if self.size is None:
            return ""
        for unit, name in _UNITS:
            if self.size >= unit:
                return f"{self.size / unit:.1f} {name}".replace(".0 ", " ")
        return f"{self.size} bytes"

    @property
    def facts(self) -> ImageFacts:
        """What the renderer should know of an image."""
        return ImageFacts(self.address, self.width or 0, self.height or 0)
