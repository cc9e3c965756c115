"""Draft links to texts that are not public yet."""

import secrets
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from posts.addresses import absolute
from posts.models.article import Article

from .related import ArticleRelated, of_article

LIFETIME = timedelta(days=14)


def new_token() -> str:
    """Return 256 random bits, in characters for an address."""
    return secrets.token_urlsafe(32)


def new_expiry() -> datetime:
    """Return when a link made now expires."""
    return timezone.now() + LIFETIME


class DraftLinkQuerySet(models.QuerySet):
    def of(self, article: Article) -> Self:
        """Return a text's links that still work."""
        return self.valid().filter(**of_article(article))

    def valid(self) -> Self:
        """Return the links that have not expired."""
        links = self.filter(expires__gt=timezone.now())
        return links.select_related("post", "page")


class DraftLink(ArticleRelated):
    """Whoever has it may read the text; deleting the row revokes it."""

    token = models.CharField(max_length=64, unique=True, default=new_token)
    created = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField(default=new_expiry)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="posts_draft_links",
    )

    objects = DraftLinkQuerySet.as_manager()

    class Meta(ArticleRelated.Meta):
        ordering = ["-created"]

    def __str__(self) -> str:
        return f"Link until {self.expires:%Y-%m-%d}"

    @property
    def address(self) -> str:
        return absolute(reverse("posts:draft", args=[self.token]))
