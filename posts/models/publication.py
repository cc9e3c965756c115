"""What counts as published: the one rule, for an instance, for queries and in SQL."""

from datetime import UTC, datetime
from typing import Literal, Self, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

type State = Literal["draft", "scheduled", "published", "trashed"]

# Years of four digits in every time zone, as addresses have them.
EARLIEST = datetime(1000, 1, 2, tzinfo=UTC)
LATEST = datetime(2999, 12, 30, tzinfo=UTC)


def is_published(date: datetime | None, at: datetime | None = None) -> bool:
    """Return whether a text with this date of publication is public; by default now."""
    return date is not None and date <= (at or timezone.now())


def published(path: str = "") -> Q:
    """Return the rule as a condition; `path` leads to the text, such as "posts__"."""
    return Q(**{f"{path}published_at__lte": timezone.now()})


def published_sql(date: str, now: str) -> str:
    """Return the rule in SQL, from two expressions; without a date it is not true."""
    return f"{date} <= {now}"


def scheduled() -> Q:
    """Return the condition that a text has a date and is not published yet."""
    return Q(published_at__gt=timezone.now())


def scheduled_sql(date: str, now: str) -> str:
    """Return the same in SQL, from two expressions."""
    return f"{date} > {now}"


def validate_date(value: datetime) -> None:
    """Refuse a year that is surely mistyped. Raises ValidationError."""
    if not EARLIEST <= value <= LATEST:
        raise ValidationError(
            "The year %(year)s is not between 1000 and 2999. Is it mistyped?",
            params={"year": value.year},
        )


class CountedQuerySet(models.QuerySet):
    """Tags and authors counted by their published posts.

    `through` names the relation to rows with one post each, and their field for it.
    The database lists the posts that are not published, mostly few, from the index on
    their dates: it need not read past a long text for the date of every post.
    """

    through = ("", "")

    def count_posts(self) -> Self:
        """Return all rows, each with the `count` of its published posts."""
        own, rows = self._published()
        counted = rows.order_by().values(own).annotate(n=models.Count("pk"))
        count = models.Subquery(counted.values("n"), models.IntegerField())
        return self.annotate(count=Coalesce(count, 0))

    def with_posts(self) -> Self:
        """Return the rows that have published posts, each with their `count`."""
        _, rows = self._published()
        return self.count_posts().filter(models.Exists(rows))

    def _published(self) -> tuple[str, models.QuerySet]:
        """Return the rows with a published post, and their field for the outer row."""
        relation, post = self.through
        field = cast("models.ManyToOneRel", self.model._meta.get_field(relation))
        own = field.remote_field.name
        posts = field.related_model._meta.get_field(post).related_model
        assert isinstance(posts, type)
        hidden = posts._base_manager.filter(Q(published_at=None) | scheduled())
        rows = field.related_model._base_manager.filter(**{own: models.OuterRef("pk")})
        return own, rows.exclude(**{f"{post}__in": hidden.order_by().values("pk")})
