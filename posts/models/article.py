"""What posts and pages share: a text, its date, and the result of rendering it."""

import re
from collections.abc import Iterable, Set
from datetime import datetime
from html import unescape
from typing import Self, Unpack, cast
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.safestring import mark_safe
from markdownx.models import MarkdownxField

from posts.addresses import absolute
from posts.rendering import Context, RenderedText, Source, fingerprint, render
from posts.rendering.characters import clean

from .clean_text import SaveOptions, is_visible
from .fields import RenderedHTMLField
from .publication import (
    EARLIEST,
    LATEST,
    State,
    is_published,
    published,
    scheduled,
    validate_date,
)
from .redirect import Redirect
from .rendering_context import rendering_context
from .slugs import SlugMixin

MAX_LENGTHS = {"title": 300, "summary": 5_000, "body": 1_000_000}
SOURCE_FIELDS = MAX_LENGTHS.keys()
RENDERED_FIELDS = {
    "title_html",
    "title_text",
    "summary_html",
    "summary_text",
    "body_html",
    "body_text",
    "contents",
    "problems",
    "word_count",
    "fingerprint",
    "former_ids",
}
IN_TRASH = (
    "This text has been moved to the trash, where it cannot be changed. Restore it in"
    " another window, under “Trash” in the list, and save again: your words are safe."
)
WORDS_PER_MINUTE = 230
FIRST_IMAGE = re.compile(r'<img[^>]* src="(/[^"]+)"')


def make_source(title: str, summary: str, body: str) -> Source:
    """Return a text as it is stored: clean characters, title and summary trimmed."""
    return Source(
        title=" ".join(clean(title).split()),
        summary=clean(summary).strip(),
        body=clean(body),
    )


def markdownify(content: str) -> str:
    """Return a body as HTML; markdownx finds this function in the settings."""
    source = make_source("", "", content)
    return render(source, rendering_context(source)).html


def new_identifier() -> str:
    """Return a permanent identifier (RFC 9562, version 4) as a URN."""
    return uuid4().urn


class ArticleQuerySet(models.QuerySet):
    def published(self) -> Self:
        """Return what the public may see now."""
        return self.filter(published())

    def scheduled(self) -> Self:
        return self.filter(scheduled())

    def drafts(self) -> Self:
        return self.filter(published_at=None, trashed_at=None)

    def trashed(self) -> Self:
        return self.exclude(trashed_at=None)

    def untrashed(self) -> Self:
        return self.filter(trashed_at=None)

    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            rows = cast("list[Article]", list(self.for_lists()))
            Redirect.objects.retire(row.public_path() for row in rows)
            return super().delete()

    def public_at(self, paths: Set[str]) -> set[str]:
        """Return the decoded paths at which one of the texts is public now."""
        slugs = {path.strip("/").rpartition("/")[2] for path in paths}
        rows = self.published().filter(slug__in=slugs).only("slug", "published_at")
        texts = cast("Iterable[Article]", rows)
        return {text.public_path() for text in texts} & paths

    def for_lists(self) -> Self:
        """Defer the long fields that a list does not show."""
        return self.defer("body", "body_html", "body_text", "contents", "problems")


class Article(SlugMixin, models.Model):
    """A Markdown text with an address and a date from which it is public."""

    is_in_feeds = False

    title = models.CharField(
        max_length=MAX_LENGTHS["title"],
        help_text="May contain <code>`code`</code> and <code>$x^2$</code>.",
    )
    summary = models.TextField(
        blank=True,
        max_length=MAX_LENGTHS["summary"],
        help_text=(
            "Three to five sentences for the front page and search engines. If empty,"
            " the first paragraph is used."
        ),
    )
    body = MarkdownxField(
        "text",
        blank=True,
        max_length=MAX_LENGTHS["body"],
        help_text="Markdown with TeX between dollar signs: <code>$e^{i\\pi}$</code>.",
    )
    published_at = models.DateTimeField(
        "published",
        null=True,
        blank=True,
        validators=[validate_date],
        db_index=True,
        help_text=(
            "Empty: a draft. In the future: appears by itself at that minute."
            " In the past: public."
        ),
    )
    revised_at = models.DateTimeField(
        "revised",
        null=True,
        blank=True,
        validators=[validate_date],
        help_text=(
            "Set this when a revision is worth announcing to feed readers. For a"
            " correction, leave it alone."
        ),
    )
    canonical_url = models.URLField(
        "canonical address",
        max_length=500,
        blank=True,
        help_text="Where this text first appeared, if that was elsewhere.",
    )
    identifier = models.CharField(
        "permanent identifier",
        max_length=500,
        unique=True,
        default=new_identifier,
        editable=False,
        help_text="Identifies the text to feed readers for ever.",
    )
    created = models.DateTimeField(auto_now_add=True)
    modified = models.DateTimeField(auto_now=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="%(class)ss_owned",
        help_text="The account that started the text.",
    )
    trashed_at = models.DateTimeField("in the trash since", null=True, editable=False)

    title_html = RenderedHTMLField()
    title_text = models.TextField(editable=False, default="")
    summary_html = RenderedHTMLField()
    summary_text = models.TextField(editable=False, default="")
    body_html = RenderedHTMLField()
    body_text = models.TextField(editable=False, default="")
    contents = models.JSONField(editable=False, default=list)
    problems = models.JSONField(editable=False, default=list)
    word_count = models.PositiveIntegerField(editable=False, default=0)
    fingerprint = models.CharField(
        max_length=64, editable=False, default="", db_index=True
    )
    former_ids = models.JSONField(
        editable=False,
        default=dict,
        help_text="The ids that releases have taken from headings, each with the new.",
    )

    class Meta:
        abstract = True
        # Long texts stand before the dates in a row: lists must not read past them.
        indexes = [
            models.Index(
                F("published_at").desc(),
                F("id").desc(),
                condition=models.Q(trashed_at=None),
                name="%(class)s_outside_trash",
            ),
            models.Index(
                fields=["trashed_at"],
                condition=models.Q(trashed_at__isnull=False),
                name="%(class)s_in_trash",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(title=""), name="%(class)s_has_title"
            ),
            models.CheckConstraint(
                condition=~models.Q(slug=""), name="%(class)s_has_slug"
            ),
            models.CheckConstraint(
                condition=~models.Q(identifier=""), name="%(class)s_has_identifier"
            ),
            models.CheckConstraint(
                condition=models.Q(published_at__range=(EARLIEST, LATEST)),
                name="%(class)s_date_in_range",
            ),
            # So that queries for public texts need not check for the trash.
            models.CheckConstraint(
                condition=models.Q(trashed_at=None) | models.Q(published_at=None),
                name="%(class)s_not_public_in_trash",
            ),
        ]

    def __str__(self) -> str:
        return self.title_text or self.title

    def save(self, **options: Unpack[SaveOptions]) -> None:
        """Render what changed, then save; `update_fields` includes the result."""
        fields = options.get("update_fields")
        if fields is None or SOURCE_FIELDS & set(fields):
            self.render()
        if fields is not None:
            rendered = RENDERED_FIELDS if SOURCE_FIELDS & set(fields) else ()
            options["update_fields"] = {*fields, "modified", *rendered}
        super().save(**options)

    def clean(self) -> None:
        if self.trashed_at:
            raise ValidationError(IN_TRASH, code="trashed")
        # The slug is made from the rendered title.
        self.render()
        if self.title and not is_visible(self.title_text):
            raise ValidationError({"title": "This title would be invisible."})
        if self.revised_at and self.revised_at > timezone.now():
            raise ValidationError(
                {"revised_at": "A revision cannot be dated in the future."}
            )
        super().clean()

    @property
    def is_public(self) -> bool:
        return self.is_published

    def render(self) -> bool:
        """Render the text if it is stale; return whether it was. Saves nothing."""
        source, context = self.rendering_inputs()
        self.title, self.summary = source.title, source.summary
        self.body = source.body
        current = fingerprint(source, context)
        if self.fingerprint == current:
            return False
        self._store_rendered(render(source, context))
        self.fingerprint = current
        return True

    def rendering_inputs(self) -> tuple[Source, Context]:
        """Return what the rendered fields depend on; reads the site and images."""
        source = make_source(self.title, self.summary, self.body)
        return source, rendering_context(source, self.former_ids.items())

    def is_stale(self) -> bool:
        """Return whether rendering now would give something other than is stored."""
        return self.fingerprint != fingerprint(*self.rendering_inputs())

    def _store_rendered(self, rendered: RenderedText) -> None:
        self.title_html = mark_safe(rendered.title_html)
        self.title_text = rendered.title_text
        self.summary_html = mark_safe(rendered.summary_html)
        self.summary_text = rendered.summary_text
        self.body_html = mark_safe(rendered.html)
        self.body_text = rendered.text
        self.contents = [
            {"level": line.level, "id": line.id, "html": line.html}
            for line in rendered.contents
        ]
        self.problems = [
            {"field": found.field, "line": found.line, "message": found.message}
            for found in rendered.problems
        ]
        self.word_count = rendered.word_count

    def slug_text(self) -> str:
        return self.title_text

    @property
    def state(self) -> State:
        """What the public sees of the text now."""
        if self.trashed_at:
            return "trashed"
        if self.is_published:
            return "published"
        return "scheduled" if self.is_scheduled else "draft"

    @property
    def is_published(self) -> bool:
        return is_published(self.published_at)

    @property
    def is_draft(self) -> bool:
        return self.published_at is None and self.trashed_at is None

    @property
    def is_scheduled(self) -> bool:
        return self.published_at is not None and not self.is_published

    @property
    def updated_at(self) -> datetime | None:
        """When this text was last announced: its publication or a revision."""
        if self.published_at and is_published(self.revised_at):
            return max(self.published_at, self.revised_at or self.published_at)
        return self.published_at

    @property
    def reading_minutes(self) -> int:
        return max(1, round(self.word_count / WORDS_PER_MINUTE))

    @property
    def image_url(self) -> str:
        """The absolute address of the text's first image; "" without one."""
        found = FIRST_IMAGE.search(self.body_html)
        return absolute(unescape(found[1])) if found else ""

    @property
    def lists_mathematics(self) -> bool:
        """Whether there are formulas in what a list shows."""
        return "<math" in self.title_html or "<math" in self.summary_html

    @property
    def has_mathematics(self) -> bool:
        """Whether there are formulas anywhere; reads the whole text."""
        return self.lists_mathematics or any(
            mark in self.body_html for mark in ("<math", "math-error")
        )
