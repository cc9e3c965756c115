"""Tags and authors counted by the posts that a reader may see."""

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from .post import Post


class CountedQuerySet(models.QuerySet):
    """For models with a reverse relation `posts` or a path to one."""

    path_to_posts = "posts"

    def with_posts(self, posts: "models.QuerySet[Post]") -> Self:
        """Return the rows with any of these posts, each with its `count` of them."""
        return self.count_posts(posts).filter(count__gt=0)

    def count_posts(self, posts: "models.QuerySet[Post]") -> Self:
        """Return all rows, each with the `count` of its posts among these."""
        path = self.path_to_posts
        counted = models.Count(
            path, filter=models.Q(**{f"{path}__in": posts.values("pk")}), distinct=True
        )
        return self.annotate(count=counted)
