"""Slugs made from names: distinct, never empty; a changed one leaves a redirect."""

from collections.abc import Collection, Iterable, Sequence
from typing import Self, Unpack
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.db import models, transaction

from posts.addresses import MAX_SLUG_LENGTH, SLUG, make_slug, validate_slug

from .clean_text import CleanTextMixin, SaveOptions
from .redirect import Redirect

ADDRESS_FIELDS = {"slug", "published_at"}
TAKEN = (
    "This address belonged to another text and now leads to “%(leads_to)s”. Choose"
    " another, or delete that redirect first."
)
# Where it leads is not said: what is there now is hidden, its address too.
TAKEN_BY_HIDDEN = (
    "This address belonged to another text. Choose another, or delete the redirect from"
    " it first."
)


class SlugMixin(CleanTextMixin):
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

    def save(self, **options: Unpack[SaveOptions]) -> None:
        """Fill an empty slug; where a public address changes, leave a redirect."""
        fields = options.get("update_fields")
        if not self.slug:
            self.fill_slug()
            if fields is not None:
                options["update_fields"] = fields = {*fields, "slug"}
        if fields is not None and not ADDRESS_FIELDS.intersection(fields):
            return super().save(**options)
        with transaction.atomic():
            stored = self._stored()
            before, was = (stored._path(), stored.is_known) if stored else ("", False)
            super().save(**options)
            Redirect.objects.follow(before, self._path(), was=was, now=self.is_known)

    def get_absolute_url(self) -> str:
        raise NotImplementedError

    def delete(
        self, using: str | None = None, keep_parents: bool = False
    ) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            if (stored := self._stored()) and stored.is_known:
                Redirect.objects.retire([stored._path()])
            return super().delete(using, keep_parents)

    def clean(self) -> None:
        """Fill an empty slug before a form checks what the database will check."""
        super().clean()
        self.fill_slug()
        if not SLUG.fullmatch(self.slug):
            return
        stored = self._stored()
        redirect = Redirect.objects.filter(old_path=self._path()).first()
        if redirect and redirect.new_path not in {"", stored and stored._path()}:
            now = Redirect.objects.filter(old_path=redirect.new_path, new_path="")
            why = TAKEN_BY_HIDDEN if now.exists() else TAKEN
            raise ValidationError({"slug": why % {"leads_to": redirect.new_path}})

    @property
    def is_public(self) -> bool:
        """Return whether readers can find this row at its address now."""
        raise NotImplementedError

    @property
    def is_known(self) -> bool:
        """Return whether readers may have this row's address, so that it must redirect
        when it changes; sometimes that is more than what is public."""
        return self.is_public

    def public_path(self) -> str:
        """Return the address as a decoded path; "" if it is not public."""
        return self._path() if self.is_public else ""

    def _path(self) -> str:
        return unquote(self.get_absolute_url())

    def _stored(self) -> Self | None:
        """Return the row as the database has it."""
        return type(self)._default_manager.filter(pk=self.pk).first()

    def fill_slug(self) -> None:
        """Make a free slug from the name unless there is a slug."""
        self.slug = self.slug or self._free_slug(self.slug_text())

    def slug_text(self) -> str:
        """Return the text from which an empty slug is made."""
        return str(getattr(self, self.slug_source))

    def _stem(self, text: str) -> str:
        """Return the slug made from a text, with room for a number after it."""
        stem = make_slug(text)[: MAX_SLUG_LENGTH - len("-9999")]
        return stem.strip("-") or self._meta.model_name or "text"

    def _free_slug(self, text: str, given: Collection[str] = ()) -> str:
        """Return a slug that is neither taken nor already among those `given`."""
        stem = self._stem(text)
        others = type(self)._default_manager.exclude(pk=self.pk)
        taken = set(others.filter(slug__startswith=stem).values_list("slug", flat=True))
        taken.update(given)
        slug, number = stem, 1
        while slug in taken or not self.is_free(slug):
            number += 1
            slug = f"{stem}-{number}"
        return slug

    def is_free(self, slug: str) -> bool:
        """Return whether the slug neither is nor was another row's address."""
        candidate = type(self)(slug=slug)
        taken = Redirect.objects.filter(old_path=candidate._path())
        return not taken.exclude(new_path="").exists()


def fill_slugs(rows: Sequence[SlugMixin]) -> None:
    """Give new tags, or new authors, the slugs that saving them in this order would.

    Two queries, and two more for each whose first choice is taken.
    """
    stems = [row._stem(row.slug_text()) for row in rows]
    taken = _taken(type(rows[0]), stems) if rows else set()
    for row, stem in zip(rows, stems, strict=True):
        row.slug = row._free_slug(row.slug_text(), taken) if stem in taken else stem
        taken.add(row.slug)


def _taken(model: type[SlugMixin], slugs: Iterable[str]) -> set[str]:
    """Return the slugs that are, or were, another row's address."""
    paths = {model(slug=slug)._path(): slug for slug in slugs}
    rows = model._default_manager.filter(slug__in=paths.values())
    former = Redirect.objects.filter(old_path__in=paths).exclude(new_path="")
    found: set[str] = set(rows.values_list("slug", flat=True))
    return found.union(
        paths[path] for path in former.values_list("old_path", flat=True)
    )
