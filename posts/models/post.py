"""A post: an article with authors and tags, in lists and feeds."""

from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from taggit.managers import TaggableManager

from posts.models.tags.tag import PostTags, TaggedPost

from .article import Article, ArticleQuerySet
from .author import Author, Authorship


class PostQuerySet(ArticleQuerySet):
    def with_names(self) -> Self:
        """Prefetch authors and tags, in two queries for any number of posts."""
        return self.prefetch_related("tags", "authorships")


class Post(Article):
    is_in_feeds = True

    authors = models.ManyToManyField(
        Author, through=Authorship, related_name="posts", blank=True
    )
    tags = TaggableManager(
        through=TaggedPost,
        manager=PostTags,
        blank=True,
        help_text="Separated by commas: “deep learning, alignment” is two tags.",
    )

    doi = models.CharField(
        "DOI",
        max_length=200,
        blank=True,
        validators=[
            RegexValidator(
                r"^10\.\d{4,9}/\S+$", "Write the DOI alone, such as 10.1234/abcd."
            )
        ],
        help_text="If an archive assigned one: the DOI alone, “10.1234/abcd”.",
    )

    objects = PostQuerySet.as_manager()

    class Meta(Article.Meta):
        ordering = ["-published_at", "-pk"]
        permissions = [
            ("change_others_posts", "Can see and change the posts of others")
        ]

    def get_absolute_url(self) -> str:
        return reverse("posts:post", args=[self.slug])

    def neighbours(self) -> "tuple[Post | None, Post | None]":
        """Return the published posts next before and next after; two queries."""
        if self.published_at is None:
            return None, None
        others = Post.objects.published().exclude(pk=self.pk).for_lists()
        at, together = self.published_at, models.Q(published_at=self.published_at)
        before = models.Q(published_at__lt=at) | together & models.Q(pk__lt=self.pk)
        after = models.Q(published_at__gt=at) | together & models.Q(pk__gt=self.pk)
        return others.filter(before).first(), others.filter(after).last()

    @property
    def authors_in_order(self) -> list[Author]:
        """One query, unless `with_names()` has prefetched them."""
        return [authorship.author for authorship in self.authorships.all()]
