"""A column for lists of what posts have: how many of them the public can see."""

from typing import Any, cast

from django.contrib import admin
from django.http import HttpRequest

from posts.models.counts import CountedQuerySet

from .base import EditorAdmin


class CountedAdmin(EditorAdmin):
    """For models whose queryset can `count_posts`."""

    def get_queryset(self, request: HttpRequest) -> CountedQuerySet:
        rows = cast("CountedQuerySet", super().get_queryset(request))
        return rows.count_posts()

    @admin.display(description="published posts", ordering="count")
    def published_posts(self, row: Any) -> int:
        count: int = row.count
        return count
