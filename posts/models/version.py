"""The version of all that the public can see: a row that the database itself advances.

Triggers count every change that shows, however it is made, in the transaction that
makes it. What time alone changes, a text coming due, is read beside it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone

from .page import Page
from .post import Post

ROW = 1


@dataclass(frozen=True, slots=True)
class Moment:
    """What the public sees now: `number` of the last change, when it was, and when the
    next scheduled text comes due. Two equal moments show the same site.
    """

    number: int
    changed_at: datetime
    next_due: datetime | None


class ContentVersion(models.Model):
    """One row: how often public content has changed, and when it last did."""

    number = models.PositiveBigIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=ROW), name="version_is_one_row"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> Moment:
        """Return the version as of now; one query over two indexes and one row."""
        now = timezone.now()
        row = (
            cls.objects.filter(pk=ROW)
            .values("number", "changed_at")
            .annotate(
                **{f"due_{model.__name__}": _latest(model, now) for model in ARTICLES},
                **{f"next_{model.__name__}": _next(model, now) for model in ARTICLES},
            )
            .get()
        )
        due = [row[f"due_{model.__name__}"] for model in ARTICLES]
        following = [row[f"next_{model.__name__}"] for model in ARTICLES]
        return Moment(
            number=row["number"],
            changed_at=max(filter(None, [row["changed_at"], *due])),
            next_due=min(filter(None, following), default=None),
        )


ARTICLES = (Post, Page)


def _latest(model: type[models.Model], now: datetime) -> models.Subquery:
    return _first(model, "-published_at", published_at__lte=now)


def _next(model: type[models.Model], now: datetime) -> models.Subquery:
    return _first(model, "published_at", published_at__gt=now)


def _first(model: type[models.Model], order: str, **condition: Any) -> models.Subquery:
    articles = model._default_manager.filter(**condition).order_by(order)
    return models.Subquery(articles.values("published_at")[:1])
