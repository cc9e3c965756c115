"""A page such as “About”: an article in the navigation, not in lists or feeds."""

from django.db import models
from django.urls import reverse

from posts.addresses import RESERVED, validate_page_slug, validate_slug

from .article import Article, ArticleQuerySet


class Page(Article):
    slug = models.SlugField(
        "address",
        max_length=200,
        unique=True,
        blank=True,
        allow_unicode=True,
        validators=[validate_slug, validate_page_slug],
        help_text="The last part of the page's address; made from the title if empty.",
    )
    in_navigation = models.BooleanField(
        default=True, help_text="Whether the navigation lists this page."
    )
    position = models.SmallIntegerField(
        default=0, help_text="Pages and links appear in this order, smallest first."
    )

    objects = ArticleQuerySet.as_manager()

    class Meta(Article.Meta):
        ordering = ["position", "title"]

    def get_absolute_url(self) -> str:
        return reverse("posts:page", args=[self.slug])

    def is_free(self, slug: str) -> bool:
        return slug not in RESERVED and not slug.isdecimal()
