"""Validating primary keys that come from outside."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

MAX_DIGITS = 18  # of a key that databases accept


def is_key(text: str) -> bool:
    """Return whether a text can be the key of a row."""
    return text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows by their keys; SQLite raises an error for a number too large."""

    def clean(self, value: Iterable[object] | None) -> QuerySet:
        for key in map(str, value or ()):
            if not is_key(key):
                message = self.error_messages["invalid_pk_value"]
                raise ValidationError(message, params={"pk": key})
        return super().clean(value)
