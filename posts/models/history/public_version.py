"""Public versions: a text as readers saw it, frozen so that it can be cited."""

import tomllib
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, NoReturn, Self, Unpack

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from posts.models.article import Article
from posts.models.clean_text import SaveOptions
from posts.models.fields import RenderedHTMLField
from posts.models.publication import is_published

from .related import ArticleRelated, of_article

if TYPE_CHECKING:
    from .revision import Revision

FROZEN = "A public version never changes; a new one is made instead."


@cache
def running_release() -> str:
    """Return the version of Posts that is running."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())
    return str(project["project"]["version"])


class PublicVersionQuerySet(models.QuerySet["PublicVersion"]):
    def of(self, article: Article) -> Self:
        """Return a text's versions, the newest first."""
        return self.filter(**of_article(article))

    def public(self) -> Self:
        """Return the versions that readers have seen."""
        return self.filter(at__lte=timezone.now())

    def upcoming(self) -> Self:
        """Return the versions of scheduled texts, which nobody has seen yet."""
        return self.filter(at__gt=timezone.now())

    def freeze(
        self, article: Article, *, revision: "Revision", at: datetime, note: str = ""
    ) -> "PublicVersion":
        """Freeze a text as it is stored now, as its next version.

        `at` is when it becomes public. An upcoming version is replaced, and its number
        reused.
        """
        with transaction.atomic():
            self.withdraw(article)
            last = self.of(article).values_list("number", flat=True).first()
            return self.create(
                **of_article(article),
                number=(last or 0) + 1,
                revision=revision,
                note=note,
                at=at,
                title_html=article.title_html,
                title_text=article.title_text,
                summary_html=article.summary_html,
                body_html=article.body_html,
                contents=article.contents,
                authors=[name for _, name in revision.state.get("authors", [])],
                renderer=article.fingerprint,
                release=running_release(),
            )

    def withdraw(self, article: Article) -> None:
        """Delete the upcoming version, if there is one."""
        self.of(article).upcoming().delete()

    def update(self, **values: object) -> NoReturn:
        raise TypeError(FROZEN)


class PublicVersion(ArticleRelated):
    """A text as readers saw it when it was published or a revision announced; for
    citing, so it never changes."""

    number = models.PositiveIntegerField()
    revision = models.OneToOneField(
        "posts.Revision", models.RESTRICT, related_name="public_version"
    )
    note = models.TextField(blank=True, max_length=2_000)
    at = models.DateTimeField("public from")
    title_html = RenderedHTMLField()
    title_text = models.TextField()
    summary_html = RenderedHTMLField()
    body_html = RenderedHTMLField()
    contents = models.JSONField(default=list)
    bibliography = models.JSONField(
        default=list, help_text="The works cited, each as printed."
    )
    authors = models.JSONField(default=list, help_text="Their names, in order.")
    renderer = models.CharField(
        max_length=64, help_text="The fingerprint of renderer, context and source."
    )
    release = models.CharField(
        max_length=40, default="", help_text="The release of Posts that rendered it."
    )

    objects = PublicVersionQuerySet.as_manager()

    class Meta(ArticleRelated.Meta):
        ordering = ["-number"]
        constraints = [
            *ArticleRelated.Meta.constraints,
            models.UniqueConstraint(
                fields=["post", "number"], name="public_version_number_of_post"
            ),
            models.UniqueConstraint(
                fields=["page", "number"], name="public_version_number_of_page"
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"

    @property
    def is_upcoming(self) -> bool:
        """Whether readers cannot see it yet."""
        return not is_published(self.at)

    def save(self, **options: Unpack[SaveOptions]) -> None:
        if not self._state.adding:
            raise TypeError(FROZEN)
        super().save(**options)

    def delete(self, *_: object, **__: object) -> NoReturn:
        """Refuse: versions are deleted only with their text, or by `withdraw`."""
        raise TypeError(FROZEN)
