"""Addresses that were public once: where each of them leads now, or that it is gone."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from posts.addresses import validate_address

MAX_LENGTH = 500


class RedirectQuerySet(models.QuerySet):
    def follow(self, before: str, after: str) -> None:
        """Note that what was public at `before` now is at `after`; "" is not public."""
        if before == after:
            return
        if after:
            self.filter(old_path=after).delete()
            self.filter(new_path=before).exclude(new_path="").update(new_path=after)
        if before:
            self.update_or_create(old_path=before, defaults={"new_path": after})

    def retire(self, addresses: Iterable[str]) -> None:
        """Note that nothing is public at these addresses any more."""
        for address in filter(None, addresses):
            self.follow(address, "")

    def find(self, path: str) -> "tuple[Redirect, str] | None":
        """Return the redirect for a path or a folder above it, and the path's rest."""
        if "\0" in path:
            return None  # which PostgreSQL refuses to look for
        ends = [number for number, sign in enumerate(path, 1) if sign == "/"]
        ends = [end for end in [*ends, len(path)] if end <= MAX_LENGTH]
        parts = {path[:end] for end in ends}
        rows: list[Any] = list(self.filter(old_path__in=parts))
        found = max(rows, key=lambda row: len(row.old_path), default=None)
        return (found, path[len(found.old_path) :]) if found else None


class Redirect(models.Model):
    old_path = models.CharField(
        "old address",
        max_length=MAX_LENGTH,
        unique=True,
        help_text="A path on this site, such as “/2021/03/essay.html”.",
    )
    new_path = models.CharField(
        "new address",
        max_length=MAX_LENGTH,
        blank=True,
        help_text="Where it leads. Empty: what was there is gone for good (410).",
    )
    created = models.DateTimeField(auto_now_add=True)

    objects = RedirectQuerySet.as_manager()

    class Meta:
        ordering = ["old_path"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(old_path__startswith="/"),
                name="redirect_from_a_path",
            ),
            models.CheckConstraint(
                condition=~models.Q(old_path=models.F("new_path")),
                name="redirect_elsewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_path} → {self.new_path or 'gone'}"

    def save(self, **kwargs: object) -> None:
        super().save(**kwargs)  # type: ignore[arg-type]
        earlier = Redirect.objects.filter(new_path=self.old_path)
        earlier.exclude(pk=self.pk).update(new_path=self.new_path)

    def clean(self) -> None:
        """Refuse loops; a chain is made one step."""
        if not self.old_path.startswith("/"):
            raise ValidationError({"old_path": "Begin with “/”: a path on this site."})
        if self.new_path:
            validate_address(self.new_path)
            onward = Redirect.objects.filter(old_path=self.new_path).first()
            self.new_path = onward.new_path if onward else self.new_path
        if self.new_path == self.old_path:
            raise ValidationError({"new_path": "This would lead back to itself."})
