"""What counts as published: one answer for a row in hand, for queries and in SQL."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection

from posts.models import Post
from posts.models.publication import (
    is_published,
    published_sql,
    scheduled_sql,
)
from tests.support.factories import make_post

NOW = datetime(2026, 5, 4, 12, 0, 0, 250_000, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


def in_sql(rule) -> set[int]:
    """Return the keys of the posts of which a rule in SQL is true now."""
    table = connection.ops.quote_name(Post._meta.db_table)
    condition = rule("published_at", "%s")
    moment = connection.ops.adapt_datetimefield_value(NOW)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} WHERE {condition}", [moment])
        return {key for (key,) in cursor.fetchall()}


@pytest.mark.django_db
def test_row_query_and_sql_say_the_same_at_the_boundary():
    with time_machine.travel(NOW, tick=False):
        dates = [None, NOW - INSTANT, NOW, NOW + INSTANT]
        posts = [make_post(published_at=date) for date in dates]
        expected = {post.pk for post in posts[1:3]}
        assert {
            post.pk for post in posts if is_published(post.published_at)
        } == expected
        assert set(Post.objects.published().values_list("pk", flat=True)) == expected
        assert in_sql(published_sql) == expected
        to_come = {posts[3].pk}
        assert {post.pk for post in posts if post.is_scheduled} == to_come
        assert set(Post.objects.scheduled().values_list("pk", flat=True)) == to_come
        assert in_sql(scheduled_sql) == to_come
