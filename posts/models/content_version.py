"""The version of all that the public can see: a row that the database itself advances.

Triggers count every change that shows, however it is made, in the transaction that
makes it. What time alone changes, a text falling due, is read beside it.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db import connection, models
from django.utils import timezone

from .kinds import ARTICLES
from .publication import published_sql, scheduled_sql

ROW = 1


@dataclass(frozen=True, slots=True)
class Moment:
    """What the public sees now: `number` of the last change, when it was, and when the
    next scheduled text falls due. Two equal moments show the same site.
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
        with connection.cursor() as cursor:
            moment = connection.ops.adapt_datetimefield_value(now)
            cursor.execute(_query(), [moment] * 2 * len(ARTICLES))
            number, *dates = cursor.fetchone()
        converters = connection.ops.get_db_converters(models.Value(now))
        for convert in converters:
            dates = [convert(date, None, connection) for date in dates]
        changed_at, *of_articles = dates
        due, following = of_articles[::2], of_articles[1::2]
        return Moment(
            number=number,
            changed_at=max(filter(None, [changed_at, *due])),
            next_due=min(filter(None, following), default=None),
        )


@cache
def _query() -> str:
    """Return the SQL query, cached: composing it for each poll would take ten times as
    long as running it."""
    quote = connection.ops.quote_name
    table, date = quote(ContentVersion._meta.db_table), quote("published_at")
    columns = ["number", "changed_at"]
    for model in ARTICLES.values():
        articles = quote(model._meta.db_table)
        columns += [
            f"(SELECT MAX({date}) FROM {articles} WHERE {published_sql(date, '%s')})",
            f"(SELECT MIN({date}) FROM {articles} WHERE {scheduled_sql(date, '%s')})",
        ]
    return f"SELECT {', '.join(columns)} FROM {table} WHERE id = {ROW}"
