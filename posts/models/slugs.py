"""Slugs made from names: distinct, never empty, and stable once stored."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from posts.addresses import MAX_SLUG_LENGTH, make_slug, validate_slug


class SlugMixin(models.Model):
    """Fills an empty `slug` from the field that `slug_source` names, before saving."""

    slug = models.SlugField(
        "address",
        max_length=MAX_SLUG_LENGTH,
        unique=True,
        blank=True,
        allow_unicode=True,
        validators=[validate_slug],
        help_text="The last part of the page's address. Made from the name if empty.",
    )

    slug_source = "title"

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Fill an empty slug before a form checks what the database will check."""
        super().clean()
        self.fill_slug()

    def fill_slug(self) -> None:
        """Make a free slug from the name unless there is a slug."""
        self.slug = self.slug or self._free_slug(self.slug_text())

    def save(
        self, *, update_fields: Iterable[str] | None = None, **kwargs: Any
    ) -> None:
        if not self.slug:
            self.fill_slug()
            update_fields = None if update_fields is None else {*update_fields, "slug"}
        super().save(update_fields=update_fields, **kwargs)

    def slug_text(self) -> str:
        """Return the text from which an empty slug is made."""
        return str(getattr(self, self.slug_source))

    def _free_slug(self, text: str) -> str:
        stem = make_slug(text)[: MAX_SLUG_LENGTH - len("-9999")]
        stem = stem.strip("-") or self._meta.model_name or "text"
        others = type(self)._default_manager.exclude(pk=self.pk)
        taken = set(others.filter(slug__startswith=stem).values_list("slug", flat=True))
        slug, number = stem, 1
        while slug in taken or not self.is_free(slug):
            number += 1
            slug = f"{stem}-{number}"
        return slug

    def is_free(self, slug: str) -> bool:
        """Return whether nothing but this kind of row could hold the slug."""
        return True
