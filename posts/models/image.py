"""Uploaded images: the file, its size, and the words that stand in for it."""

from functools import partial
from typing import Any

from django.conf import settings
from django.db import models, transaction

from posts.rendering import ImageFacts

from .texts import CleanTextMixin


class Image(CleanTextMixin):
    file = models.ImageField(
        upload_to="images/%Y/",
        width_field="width",
        height_field="height",
        max_length=255,
    )
    alt = models.CharField(
        "alternative text",
        max_length=1000,
        help_text="What the image shows, for those who cannot see it.",
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False
    )
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["file"], name="image_file_once"),
        ]

    def __str__(self) -> str:
        return str(self.file.name)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row, and its file once that is final."""
        storage, name = self.file.storage, str(self.file.name)
        deleted = super().delete(*args, **kwargs)
        transaction.on_commit(partial(storage.delete, name))
        return deleted

    @property
    def address(self) -> str:
        """The path under which texts refer to the image and the site serves it."""
        return f"{settings.MEDIA_URL}{self.file.name}"

    @property
    def markdown(self) -> str:
        """The image as an author writes it into a text."""
        alt = self.alt.replace("\\", r"\\").replace("[", r"\[").replace("]", r"\]")
        return f"![{' '.join(alt.split())}]({self.address})"

    @property
    def facts(self) -> ImageFacts:
        return ImageFacts(self.address, self.width, self.height)
