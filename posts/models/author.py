"""Authors and the order in which they signed a post."""

from collections.abc import Iterable
from typing import cast

from django.conf import settings
from django.db import models
from django.urls import reverse

from posts.rendering.characters import clean

from .publication import CountedQuerySet
from .slugs import SlugMixin

MAX_NAME_LENGTH = 200

# What `fold_name` changes. Earlier versions stored names as they were typed.
ODD_SPACES = (
    "[\t\n\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000]|  |^ | $"
)


def fold_name(name: str) -> str:
    """Return a name with single, plain spaces: the same for names that look alike."""
    return " ".join(clean(name).split())


class AuthorQuerySet(CountedQuerySet):
    through = ("authorships", "post")

    def named(self, names: Iterable[str]) -> "dict[str, list[Author]]":
        """Return the authors with each of these folded names, oldest first; one query.

        Names that nobody has are left out.
        """
        wanted = set(names)
        perhaps = models.Q(name__in=wanted) | models.Q(name__regex=ODD_SPACES)
        found: dict[str, list[Author]] = {}
        for author in cast("Iterable[Author]", self.filter(perhaps).order_by("pk")):
            if (name := fold_name(author.name)) in wanted:
                found.setdefault(name, []).append(author)
        return found


class Author(SlugMixin):
    name = models.CharField(
        max_length=MAX_NAME_LENGTH,
        help_text="As shown below the title of a post and in the feed.",
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

    objects = AuthorQuerySet.as_manager()

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

    def clean_texts(self) -> None:
        super().clean_texts()
        if name := self.__dict__.get("name"):
            self.name = fold_name(name)

    def get_absolute_url(self) -> str:
        return reverse("posts:author", args=[self.slug])

    @property
    def is_public(self) -> bool:
        return Author.objects.with_posts().filter(pk=self.pk).exists()


class AuthorshipManager(models.Manager["Authorship"]):
    """Fetches the authors in the same query."""

    def get_queryset(self) -> models.QuerySet["Authorship"]:
        return super().get_queryset().select_related("author")


class Authorship(models.Model):
    """One author's place among a post's authors."""

    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="authorships")
    author = models.ForeignKey(Author, models.PROTECT, related_name="authorships")
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Authors are named in this order."
    )

    objects = AuthorshipManager()

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
