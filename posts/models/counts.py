"""Tags and authors counted by the posts that a reader may see."""

from typing import Self

from django.db import models

from .publication import published


class CountedQuerySet(models.QuerySet):
    """For models with a reverse relation `posts` or a path to one."""

    path_to_posts = "posts"

    def count_posts(self) -> Self:
        """Return all rows, each with the `count` of its published posts."""
        path = self.path_to_posts
        counted = models.Count(path, filter=published(f"{path}__"), distinct=True)
        return self.annotate(count=counted)

    def with_posts(self) -> Self:
        """Return the rows that have published posts, each with the `count` of them."""
        return self.count_posts().filter(count__gt=0)
