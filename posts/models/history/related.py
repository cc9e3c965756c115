"""What belongs to one post or page: its history, its autosaves, its links."""

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from posts.models.article import Article


def of_article(article: "Article") -> dict[str, Any]:
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
    def article(self) -> Any:
        """The post or page; None if there is none yet."""
        return self.post or self.page
