"""Authors and the order in which they signed a post."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from .counts import CountedQuerySet
from .slugs import SlugMixin

MAX_NAME_LENGTH = 200


class Author(SlugMixin):
    name = models.CharField(
        max_length=MAX_NAME_LENGTH,
        help_text="As it stands below the title of a post and in the feed.",
    )
    link = models.URLField(
        blank=True, help_text="A home page or profile, shown on the author's page."
    )
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        help_text="The account with which this author signs in, if there is one.",
    )

    objects = CountedQuerySet.as_manager()

    slug_source = "name"

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name=""), name="author_has_name"
            ),
            models.CheckConstraint(
                condition=~models.Q(slug=""), name="author_has_slug"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("posts:author", args=[self.slug])

    @property
    def is_public(self) -> bool:
        return Author.objects.with_posts().filter(pk=self.pk).exists()


class Authorship(models.Model):
    """One author's place among a post's authors."""

    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="authorships")
    author = models.ForeignKey(Author, models.PROTECT, related_name="authorships")
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Authors are named in this order."
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "author"],
                name="authorship_once_per_post",
                violation_error_message="This author is already named.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.author)
