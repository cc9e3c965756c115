"""What somebody has typed and not saved: stored every other second, never public."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from posts.models.article import Article

from .related import ArticleRelated, of_article


class AutosaveQuerySet(models.QuerySet):
    def with_words(self) -> Self:
        """Leave out what another session has recovered: that one has the text."""
        return self.exclude(data="")

    def of(self, article: Article | None, model: str) -> Self:
        """Return the autosaves of a text; those of new texts for None."""
        rows = self.with_words()
        if article is None:
            return rows.filter(model=model, post=None, page=None)
        return rows.filter(**of_article(article))

    def not_discarded(self) -> Self:
        """Return what was neither saved, nor discarded, nor recovered."""
        return self.with_words().filter(discarded_at=None)


class Autosave(ArticleRelated):
    """The form of one editing session at the desk, as it was last typed.

    A session has one window: recovering an autosave starts another session.
    """

    session = models.UUIDField(unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="posts_autosaves"
    )
    model = models.CharField(max_length=10, choices={"post": "post", "page": "page"})
    base_digest = models.CharField(
        max_length=32, blank=True, help_text="The digest of the text it started from."
    )
    # Empty: another session has recovered all that was stored up to `sequence`.
    data = models.TextField(help_text="The form's fields, URL-encoded as typed.")
    sequence = models.PositiveBigIntegerField(default=0)
    started = models.DateTimeField(default=timezone.now)
    at = models.DateTimeField(default=timezone.now)
    discarded_at = models.DateTimeField(
        null=True, help_text="When it was saved or discarded."
    )

    objects = AutosaveQuerySet.as_manager()

    class Meta(ArticleRelated.Meta):
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"Unsaved {self.model} of {self.user}"
