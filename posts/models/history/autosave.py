"""What somebody has typed and not saved: kept every other second, never public."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from posts.models.article import Article

from .related import BelongsToArticle, belonging_to


class KeptTextQuerySet(models.QuerySet):
    def with_words(self) -> Self:
        """Leave out what another sitting has gone on with: that one has the words."""
        return self.exclude(data="")

    def of(self, article: Article | None, model: str) -> Self:
        """Return what was kept of a text; of None, what is to become a new one."""
        kept = self.with_words()
        if article is None:
            return kept.filter(model=model, post=None, page=None)
        return kept.filter(**belonging_to(article))

    def unsettled(self) -> Self:
        """Return what was neither saved, nor put aside, nor gone on with."""
        return self.with_words().filter(settled=None)


class KeptText(BelongsToArticle):
    """The form of one sitting at the desk, as it was typed last.

    A sitting has one window: whoever goes on with a kept text begins another sitting.
    """

    sitting = models.UUIDField(unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="posts_kept_texts"
    )
    model = models.CharField(max_length=10, choices={"post": "post", "page": "page"})
    version = models.CharField(
        max_length=32, blank=True, help_text="The digest of what it was started from."
    )
    # Empty: another sitting has gone on with all that was kept up to `sequence`.
    data = models.TextField(help_text="The form's fields, URL-encoded as typed.")
    sequence = models.PositiveBigIntegerField(default=0)
    started = models.DateTimeField(default=timezone.now)
    at = models.DateTimeField(default=timezone.now)
    settled = models.DateTimeField(
        null=True, help_text="When it was saved or put aside; then no longer offered."
    )

    objects = KeptTextQuerySet.as_manager()

    class Meta(BelongsToArticle.Meta):
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"Unsaved {self.model} of {self.user}"
