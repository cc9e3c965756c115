"""The history of a text: every save, with who, when, and what was done.

A model of our own: django-reversion reverts dates and addresses too, bypassing `save`,
so it would publish by surprise and lose the rendered HTML; django-simple-history
leaves out tags and authors; both write by signals.
"""

from datetime import datetime
from typing import Self, cast
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone

from posts.models.article import Article
from posts.models.permissions import Actor

from .public_version import PublicVersion
from .related import ArticleRelated, of_article
from .snapshot import digest, snapshot, summarise

ACTIONS = {
    "found": "recorded as found",
    "saved": "saved as a draft",
    "published": "published",
    "scheduled": "scheduled",
    "corrected": "corrected",
    "revised": "announced as a revision",
    "unpublished": "turned back into a draft",
    "restored": "restored",
    "trashed": "moved to the trash",
    "recovered": "restored from the trash",
    "changed": "changed",
}

# These announce a text to readers; what they then see is a version to cite.
ANNOUNCED = {"published", "scheduled", "revised"}

# These may have withdrawn a text from readers.
WITHDRAWN = {"unpublished", "trashed", "found"}


class RevisionQuerySet(models.QuerySet["Revision"]):
    def of(self, article: Article) -> Self:
        """Return a text's revisions, the newest first."""
        return self.filter(**of_article(article))

    def record(
        self,
        article: Article,
        action: str,
        *,
        by: Actor = None,
        at: datetime | None = None,
        note: str = "",
        session: UUID | None = None,
    ) -> "Revision":
        """Record the state in which a text has just been saved; one row.

        `by` is the account that saved it, None for the system itself.
        """
        state = snapshot(article)
        last = self.of(article).first()
        return self.create(
            **of_article(article),
            number=last.number + 1 if last else 1,
            state=state,
            summary=summarise(last.state if last else None, state),
            digest=digest(state),
            action=action,
            by=by,
            by_name=(by.get_full_name() or by.get_username()) if by else "",
            at=at or timezone.now(),
            note=note,
            session=session,
        )

    def record_found(self, article: Article) -> "Revision":
        """Record a text as it is stored, unless the last revision is the same.

        Call it before a change: an import, the shell or a bulk action may have
        bypassed the history. What readers already see, from before there was a
        history, becomes the first public version.
        """
        last = cast("Revision | None", self.of(article).first())
        if not last or last.digest != digest(snapshot(article)):
            last = self.record(article, "found", at=article.modified)
        if article.is_published and not PublicVersion.objects.of(article).exists():
            at = cast("datetime", article.published_at)
            PublicVersion.objects.freeze(article, revision=last, at=at)
        return last


class Revision(ArticleRelated):
    number = models.PositiveIntegerField()
    state = models.JSONField(help_text="What `snapshot` returned.")
    summary = models.CharField(
        max_length=200, blank=True, help_text="What changed, in a few words."
    )
    digest = models.CharField(max_length=32)
    action = models.CharField(max_length=20, choices=ACTIONS)
    note = models.TextField(
        blank=True, max_length=2_000, help_text="What the author says was changed."
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="posts_revisions",
    )
    by_name = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    session = models.UUIDField(
        null=True, help_text="The editing session that this saved."
    )

    objects = RevisionQuerySet.as_manager()

    class Meta(ArticleRelated.Meta):
        ordering = ["-number", "-pk"]
        constraints = [
            *ArticleRelated.Meta.constraints,
            models.UniqueConstraint(
                fields=["post", "number"], name="revision_number_of_post"
            ),
            models.UniqueConstraint(
                fields=["page", "number"], name="revision_number_of_page"
            ),
            models.UniqueConstraint(fields=["session"], name="revision_of_session"),
        ]

    def __str__(self) -> str:
        return f"Revision {self.number}"


def record_save(
    article: Article,
    action: str,
    *,
    by: Actor,
    note: str = "",
    session: UUID | None = None,
) -> Revision:
    """Record that `article` has been saved, and freeze what this makes public.

    Call it in the same transaction, once tags and authors are saved too; and, before
    the text is changed, `Revision.objects.record_found`. `action` is one of ACTIONS.
    The version of a scheduled text follows every save until its date.
    """
    revisions = Revision.objects
    revision = revisions.record(article, action, by=by, note=note, session=session)
    if at := _public_from(article, action):
        PublicVersion.objects.freeze(article, revision=revision, at=at, note=note)
    else:
        PublicVersion.objects.withdraw(article)
    return revision


def _public_from(article: Article, action: str) -> datetime | None:
    """Return when this save becomes a public version; None if it does not."""
    if article.is_scheduled:
        return article.published_at
    if not article.is_published or action not in ANNOUNCED:
        return None
    if action == "revised":
        return article.revised_at or timezone.now()
    was_public = PublicVersion.objects.of(article).public().exists()
    return timezone.now() if was_public else article.published_at


def former_date(article: Article) -> datetime | None:
    """Return the date that a draft had when readers last saw it.

    None if they never did, or see it now. One query for a draft that was never
    unpublished, two for most others.
    """
    if article.pk is None or not article.is_draft:
        return None
    revisions = Revision.objects.of(article)
    withdrawals = revisions.filter(action__in=WITHDRAWN)
    for number, at in withdrawals.values_list("number", "at"):
        before = revisions.filter(number__lt=number)
        date = before.values_list("state__published_at", flat=True).first()
        # What was only scheduled then had not appeared.
        if date and (found := datetime.fromisoformat(date)) <= at:
            return found
    return None
