"""Texts without the characters that no feed, page or database can hold."""

import unicodedata
from collections.abc import Collection, Iterable
from typing import TypedDict, Unpack

from django.db import models
from django.db.models.base import ModelBase

from posts.rendering.characters import clean


def is_visible(text: str) -> bool:
    """Return whether any character is neither a space nor a control character."""
    return any(unicodedata.category(char)[0] not in "CZ" for char in text)


class SaveOptions(TypedDict, total=False):
    """What Django's `save` takes."""

    force_insert: bool | tuple[ModelBase, ...]
    force_update: bool
    using: str | None
    update_fields: Iterable[str] | None


class CleanTextMixin(models.Model):
    """Replaces invisible control characters, pasted from elsewhere, before saving:
    one of them, say in a tag's name, would make every feed unreadable."""

    class Meta:
        abstract = True

    def save(self, **options: Unpack[SaveOptions]) -> None:
        self.clean_texts()
        super().save(**options)

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        self.clean_texts()
        super().clean_fields(exclude)

    def clean_texts(self) -> None:
        """Clean every text that somebody may have typed."""
        for field in self._meta.concrete_fields:
            value = self.__dict__.get(field.attname)
            if field.editable and isinstance(value, str):
                value = clean(value)
                is_line = not isinstance(field, models.TextField)
                value = value.replace("\n", " ") if is_line else value
                setattr(self, field.attname, value)
