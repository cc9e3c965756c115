"""Tags: unique without regard to case, with an address for every name."""

import unicodedata
from collections.abc import Iterable
from typing import Unpack

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.urls import reverse
from taggit.managers import _TaggableManager
from taggit.models import ItemBase, TagBase

from posts.addresses import make_slug
from posts.models.clean_text import SaveOptions, is_visible
from posts.models.fields import InBytes
from posts.models.publication import CountedQuerySet
from posts.models.redirect import Redirect
from posts.models.slugs import SlugMixin
from posts.models.tags.tag_names import make_key, speak
from posts.rendering.characters import clean

# The order of tags wherever readers and editors see them; in Python, `in_order`.
IN_ORDER = InBytes("key").asc()


def in_order(tags: "Iterable[Tag]") -> "list[Tag]":
    """Return tags in the order in which the database gives them, saved or not."""
    return sorted(tags, key=lambda tag: make_key(tag.name))


class TagQuerySet(CountedQuerySet):
    through = ("tagged_posts", "content_object")

    def uses(self, posts: models.QuerySet | None = None) -> dict[int, int]:
        """Return on how many of these posts each tag is; by default, of all but those
        in the trash. One query. Tags that are on none may be missing.
        """
        post = "tagged_posts__content_object"
        if posts is None:
            used = self.filter(**{f"{post}__trashed_at": None})
        else:
            used = self.filter(**{f"{post}__in": posts.values("pk")})
        counted = used.values_list("pk").annotate(models.Count("tagged_posts"))
        return dict(counted.order_by())


class Tag(SlugMixin, TagBase):
    name = models.CharField(
        max_length=100,
        unique=True,
        validators=[
            RegexValidator(r"^[^,\n]*$", "A tag's name cannot contain a comma.")
        ],
        help_text="Written as readers see it; “NLP” and “nlp” are one tag.",
    )
    key = models.CharField(max_length=200, unique=True, editable=False)
    description = models.TextField(
        blank=True, help_text="A sentence or two at the top of the tag's page."
    )
    was_public = models.BooleanField(
        default=False,
        editable=False,
        help_text="Set by the database when its last public post may have gone.",
    )

    objects = TagQuerySet.as_manager()

    slug_source = "name"

    class Meta:
        ordering = [IN_ORDER]
        constraints = [
            models.CheckConstraint(condition=~models.Q(key=""), name="tag_has_name"),
            models.CheckConstraint(condition=~models.Q(slug=""), name="tag_has_slug"),
        ]

    def clean(self) -> None:
        super().clean()
        key = make_key(self.name)
        if not is_visible(self.name) or len(key) > 2 * 100:
            raise ValidationError({"name": "This name cannot be shown as a tag."})
        others = Tag.objects.exclude(pk=self.pk).filter(key=key)
        if other := others.first():
            raise ValidationError({"name": f"There is already a tag “{other.name}”."})

    def save(self, **options: Unpack[SaveOptions]) -> None:
        self.name = " ".join(clean(self.name).split())
        self.key = make_key(self.name)
        if (fields := options.get("update_fields")) is not None:
            options["update_fields"] = {*fields, "key", "was_public"}
        with transaction.atomic():
            self.fill_slug()
            self.was_public = self.was_public or self._is_remembered()
            super().save(**options)

    def _is_remembered(self) -> bool:
        """Return whether the database knows that readers have since seen this tag, or a
        deleted tag with the same address."""
        gone = Redirect.objects.filter(old_path=self._path(), new_path="")
        known = Tag.objects.filter(pk=self.pk, was_public=True)
        return gone.exists() or known.exists()

    def slug_text(self) -> str:
        spoken = speak(self.name)
        if make_slug(spoken):
            return spoken
        return " ".join(unicodedata.name(char, f"u{ord(char):x}") for char in self.name)

    def get_absolute_url(self) -> str:
        return reverse("posts:tag", args=[self.slug])

    @property
    def is_public(self) -> bool:
        return Tag.objects.with_posts().filter(pk=self.pk).exists()

    @property
    def is_known(self) -> bool:
        return self.was_public or self.is_public

    def is_free(self, slug: str) -> bool:
        """Return whether the slug is free, or used to be this very tag's."""
        stored = self._stored()
        taken = Redirect.objects.filter(old_path=Tag(slug=slug)._path())
        return not taken.exclude(
            new_path__in=["", *([stored._path()] if stored else [])]
        ).exists()


class TaggedPost(ItemBase):
    """One tag on one post."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="tagged_posts")
    content_object = models.ForeignKey(
        "posts.Post", models.CASCADE, related_name="tagged_posts"
    )

    objects: models.Manager = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"], name="tag_once_per_post"
            ),
        ]


class PostTags(_TaggableManager):
    """taggit's manager, but names are matched by key: SQLite's LIKE and LOWER know only
    ASCII, so taggit would try to create “größe” beside “GRÖSSE” and fail.

    A post's tags appear in the order of all tags, not in the order in which they were
    added, which is random for those added at once.
    """

    def __init__(
        self, *args: object, ordering: list | None = None, **options: object
    ) -> None:
        super().__init__(*args, ordering=ordering or [IN_ORDER], **options)

    def _to_tag_model_instances(
        self, tags: Iterable[Tag | str], tag_kwargs: dict[str, object]
    ) -> list[Tag]:
        names = {make_key(tag): tag for tag in tags if isinstance(tag, str)}
        found = {tag.key: tag for tag in Tag.objects.filter(key__in=names)}
        chosen = dict.fromkeys(
            tag
            if isinstance(tag, Tag)
            else found.get(make_key(tag)) or self._create(tag, found)
            for tag in tags
        )
        return list(chosen)

    @staticmethod
    def _create(name: str, found: dict[str, Tag]) -> Tag:
        tag, _ = Tag.objects.get_or_create(key=make_key(name), defaults={"name": name})
        found[tag.key] = tag
        return tag
