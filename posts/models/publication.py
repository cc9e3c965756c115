"""What counts as published: the one rule, for queries and for a row in hand."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone


def published(path: str = "") -> Q:
    """Return the rule as a condition; `path` leads to the text, such as "posts__"."""
    return Q(**{f"{path}published_at__lte": timezone.now()})


def is_published(date: datetime | None) -> bool:
    """Return whether a text with this date of publication is public now."""
    return date is not None and date <= timezone.now()
