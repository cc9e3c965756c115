"""Addresses that were once public: where each of them leads now, or that it is gone."""

from collections.abc import Iterable
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.db import models

from posts.addresses import split_own, validate_address

MAX_LENGTH = 500


class RedirectQuerySet(models.QuerySet["Redirect"]):
    def follow(self, before: str, after: str, *, was: bool, now: bool) -> None:
        """Record that a text's address changed, or whether the text was and is public.

        A row to "" says that nothing was public at its address when this was recorded,
        but that the text had been, there or (if not `was_public`) elsewhere: so a text
        renamed while it was hidden is found again.
        """
        hidden = self.filter(old_path=before, new_path="").first()
        had_been, is_moved = was or hidden is not None, before != after
        was_public = was or (hidden is not None and hidden.was_public)
        is_hidden = had_been and not now
        returns = is_hidden and self.filter(old_path=after, was_public=True).exists()
        if now or (had_been and is_moved):
            self.filter(old_path=after).delete()
        if had_been and is_moved:
            self.filter(new_path=before).update(new_path=after)
            self.filter(old_path=before).delete()
            if was_public:
                self.create(old_path=before, new_path=after)
        if is_hidden:
            here = returns or (was_public and not is_moved)
            self.update_or_create(
                old_path=after, defaults={"new_path": "", "was_public": here}
            )

    def retire(self, addresses: Iterable[str]) -> None:
        """Record that nothing is public at these addresses any more."""
        for address in filter(None, addresses):
            gone = {"new_path": "", "was_public": True}
            self.update_or_create(old_path=address, defaults=gone)


class Redirect(models.Model):
    old_path = models.CharField(
        "old address",
        max_length=MAX_LENGTH,
        unique=True,
        help_text="A path on this site, such as “/2021/03/essay.html” or “/?p=12”.",
    )
    new_path = models.CharField(
        "new address",
        max_length=MAX_LENGTH,
        blank=True,
        help_text="Where it leads. Empty: what was there is gone for good (410).",
    )
    was_public = models.BooleanField(default=True, editable=False)
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
        if "#" in self.old_path:
            raise ValidationError({"old_path": "Leave out what follows “#”."})
        if not self.new_path:
            return
        try:
            validate_address(self.new_path)
        except ValidationError as error:
            raise ValidationError({"new_path": error}) from error
        onward = Redirect.objects.filter(old_path=self.new_path).first()
        self.new_path = (onward and onward.new_path) or self.new_path
        own = split_own(self.new_path)
        target = own.path if own else ""
        is_folder = self.old_path.endswith("/")
        if target == self.old_path or (is_folder and target.startswith(self.old_path)):
            raise ValidationError({"new_path": "This would lead back to itself."})
