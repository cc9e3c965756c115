"""What counts as published: the one rule, for queries and for a row in hand."""

from datetime import UTC, datetime
from typing import Literal

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

type State = Literal["draft", "scheduled", "published", "trashed"]

# Years of four digits in every time zone, as addresses have them.
EARLIEST = datetime(1000, 1, 2, tzinfo=UTC)
LATEST = datetime(2999, 12, 30, tzinfo=UTC)


def validate_date(value: datetime) -> None:
    """Refuse a year that is surely mistyped. Raises ValidationError."""
    if not EARLIEST <= value <= LATEST:
        raise ValidationError(
            "The year %(year)s is not one from 1000 to 2999. Is it mistyped?",
            params={"year": value.year},
        )


def published(path: str = "") -> Q:
    """Return the rule as a condition; `path` leads to the text, such as "posts__"."""
    return Q(**{f"{path}published_at__lte": timezone.now()})


def is_published(date: datetime | None) -> bool:
    """Return whether a text with this date of publication is public now."""
    return date is not None and date <= timezone.now()
