"""Texts without the characters that no feed, page or database can hold."""

import unicodedata
from collections.abc import Collection
from typing import Any

from django.db import models

from posts.rendering.characters import clean


def is_visible(text: str) -> bool:
    """Return whether any character is neither a space nor a control character."""
    return any(unicodedata.category(char)[0] not in "CZ" for char in text)


class CleanTextMixin(models.Model):
    """Removes invisible control characters, pasted from elsewhere, before saving:
    one of them, say in a tag's name, would make every feed unreadable."""

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        self.clean_texts()
        super().save(**kwargs)

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        self.clean_texts()
        super().clean_fields(exclude)

    def clean_texts(self) -> None:
        """Clean every text that somebody may have typed."""
        for field in self._meta.concrete_fields:
            value = self.__dict__.get(field.attname)
            if field.editable and isinstance(value, str):
                setattr(self, field.attname, clean(value))
