"""The trash: texts taken from the public, and kept as they were until it is emptied."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from posts.models.history.revision import Revision, record_save

from .article import Article

FIELDS = ["published_at", "trashed_at"]


def put_into_trash(article: Article, *, by: Any) -> None:
    """Unpublish a stored text and keep everything else; no more than that changes."""
    with transaction.atomic():
        Revision.objects.record_found(article)
        article.published_at, article.trashed_at = None, timezone.now()
        article.save(update_fields=FIELDS)
        record_save(article, "trashed", by=by)


def take_out_of_trash(article: Article, *, by: Any) -> None:
    """Put a text back as it was: with the date it had, so that nobody is told anew.

    What was scheduled for a date that has passed meanwhile comes back as a draft: it
    shall not appear by surprise.
    """
    with transaction.atomic():
        article.published_at, article.trashed_at = _date_before(article), None
        article.save(update_fields=FIELDS)
        record_save(article, "recovered", by=by)


def _date_before(article: Article) -> datetime | None:
    revisions = Revision.objects.of(article)
    trashed = revisions.filter(action="trashed").first()
    before = trashed and revisions.filter(number__lt=trashed.number).first()
    if not trashed or not before or not before.state["published_at"]:
        return None
    date = datetime.fromisoformat(before.state["published_at"])
    return None if trashed.at < date <= timezone.now() else date
