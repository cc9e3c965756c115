"""Addresses that were once public: where each of them leads now, or that it is gone."""

from collections.abc import Iterable
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from posts.addresses import validate_address

MAX_LENGTH = 500


class RedirectQuerySet(models.QuerySet):
    def follow(self, before: str, after: str, *, was: bool, now: bool) -> None:
        """Record that a text's address changed, or whether the text was and is public.

        A row to "" says that nothing was public at its address when this was recorded.
        It also remembers that something had been, so that a text renamed while it was
        hidden is found again.
        """
        was = was or self.filter(old_path=before, new_path="").exists()
        if now or (was and before != after):
            self.filter(old_path=after).delete()
        if was and before != after:
            self.filter(new_path=before).update(new_path=after)
            self.update_or_create(old_path=before, defaults={"new_path": after})
        if was and not now:
            self.retire([after])

    def retire(self, addresses: Iterable[str]) -> None:
        """Record that nothing is public at these addresses any more."""
        for address in filter(None, addresses):
            self.update_or_create(old_path=address, defaults={"new_path": ""})


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

    def clean(self) -> None:
        """Refuse what could never match, and loops; shorten a chain to one step."""
        self.old_path = unquote(self.old_path)
        if not self.old_path.startswith("/") or self.old_path == "/":
            raise ValidationError({"old_path": "Write a path on this site: “/…”."})
        if "?" in self.old_path or "#" in self.old_path:
            raise ValidationError({"old_path": "Leave out what follows “?” or “#”."})
        if not self.new_path:
            return
        try:
            validate_address(self.new_path)
        except ValidationError as error:
            raise ValidationError({"new_path": error}) from error
        onward = Redirect.objects.filter(old_path=self.new_path).first()
        self.new_path = (onward and onward.new_path) or self.new_path
        target = unquote(self.new_path.removeprefix(settings.BASE_URL)).partition("?")[
            0
        ]
        is_folder = self.old_path.endswith("/")
        if target == self.old_path or (is_folder and target.startswith(self.old_path)):
            raise ValidationError({"new_path": "This would lead back to itself."})
