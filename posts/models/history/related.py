"""What belongs to one post or page: its history, its autosaves, its links."""

from typing import TYPE_CHECKING, cast

from django.db import models

if TYPE_CHECKING:
    from posts.models.article import Article
    from posts.models.page import Page
    from posts.models.post import Post


def of_article(article: "Article") -> "dict[str, Article]":
    """Return the filter, or the values, of a text's rows."""
    return {str(article._meta.model_name): article}


class ArticleRelated(models.Model):
    """A row of one post or of one page, deleted with it."""

    post = models.ForeignKey("posts.Post", models.CASCADE, null=True, editable=False)
    page = models.ForeignKey("posts.Page", models.CASCADE, null=True, editable=False)

    class Meta:
        abstract = True
        default_related_name = "%(class)ss"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(post=None) | models.Q(page=None),
                name="%(class)s_of_one_text",
            ),
        ]

    @property
    def article(self) -> "Post | Page":
        """The post or page. Only an autosave may have none, of a text never saved."""
        return cast("Post | Page", self.post or self.page)
