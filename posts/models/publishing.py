"""Publishing and the trash: what can be done with a text, noted in its history.

Every function takes a text and `by`, the account that acts (None for the system). It
saves the text's dates, and with `edit` whatever else is saved at the same time, in one
transaction; it returns the new revision. A date that contradicts the action raises
ValidationError for `published_at`, with a sentence.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from .article import Article
from .history.revision import Revision, former_date, record_save
from .permissions import Actor


@dataclass(frozen=True, slots=True)
class Edit:
    """What is saved along with an action: `store` saves everything but the dates, which
    the action has set on the text before it is called.

    `session` is the editing session that it comes from, `note` says to readers what a
    revision changed.
    """

    store: Callable[[], None] | None = None
    session: UUID | None = None
    note: str = ""


NO_EDIT = Edit()


def save_draft(
    article: Article, *, by: Actor, date: datetime | None = None, edit: Edit = NO_EDIT
) -> Revision:
    """Save a text that the public cannot see; nobody is notified."""
    return _act("saved", article, by, edit, published_at=_no_date(date))


def publish(
    article: Article, *, by: Actor, date: datetime | None = None, edit: Edit = NO_EDIT
) -> Revision:
    """Make a text public: dated as given, else as when it was public before, else
    now."""
    date = date_of_publication(article, date or former_date(article))
    return _act("published", article, by, edit, published_at=date)


def schedule(
    article: Article, *, by: Actor, date: datetime | None, edit: Edit = NO_EDIT
) -> Revision:
    """Let a text become public by itself on a future date."""
    return _act("scheduled", article, by, edit, published_at=_future_date(date))


def correct(
    article: Article, *, by: Actor, date: datetime | None, edit: Edit = NO_EDIT
) -> Revision:
    """Change a public text quietly: subscribers are not notified again."""
    return _act("corrected", article, by, edit, published_at=_public_date(date))


def revise(
    article: Article, *, by: Actor, date: datetime | None, edit: Edit = NO_EDIT
) -> Revision:
    """Change a public text, announce that, and freeze it as a public version."""
    dates = {
        "published_at": _public_date(date),
        "revised_at": timezone.now().replace(microsecond=0),
    }
    return _act("revised", article, by, edit, **dates)


def unpublish(
    article: Article, *, by: Actor, date: datetime | None = None, edit: Edit = NO_EDIT
) -> Revision:
    """Withdraw a text from readers: it is a draft again, whatever date is given."""
    return _act("unpublished", article, by, edit, published_at=None)


def trash(article: Article, *, by: Actor) -> Revision:
    """Unpublish a text and move it to the trash; nothing else changes."""
    dates = {"published_at": None, "trashed_at": timezone.now()}
    return _act("trashed", article, by, NO_EDIT, **dates)


def restore(article: Article, *, by: Actor) -> Revision:
    """Restore a text from the trash as it was: with its date, so nobody is notified.

    What was scheduled for a date that has since passed comes back as a draft, so that
    it does not appear by surprise.
    """
    dates = {"published_at": _date_before_trash(article), "trashed_at": None}
    return _act("recovered", article, by, NO_EDIT, **dates)


# By their names in the history; for a text that is not in the trash.
PUBLISHING: dict[str, Callable[..., Revision]] = {
    "saved": save_draft,
    "published": publish,
    "scheduled": schedule,
    "corrected": correct,
    "revised": revise,
    "unpublished": unpublish,
}


def date_after(
    outcome: str, article: Article, given: datetime | None
) -> datetime | None:
    """Return the date that an action, by its name in the history, would give a text.

    `given` is the date that was entered. Raises ValidationError as the action does.
    """
    if outcome == "published":
        return date_of_publication(article, given)
    rule = {
        "saved": _no_date,
        "scheduled": _future_date,
        "corrected": _public_date,
        "revised": _public_date,
    }.get(outcome)
    return rule(given) if rule else None


def date_of_publication(article: Article, given: datetime | None) -> datetime:
    """Return the date of a text that is published now; raises ValidationError.

    A scheduled text does not wait for its date: it is dated now.
    """
    now = timezone.now()
    is_waiting = article.published_at is not None and article.published_at > now
    if given is None or (is_waiting and given == article.published_at):
        return now.replace(microsecond=0)
    if given > now:
        raise _refusal(
            "This date is in the future. Choose “Schedule”, or clear it to publish now."
        )
    return given


def _no_date(given: datetime | None) -> datetime | None:
    if given is not None:
        raise _refusal("A draft has no date. Choose “Schedule”, or clear the date.")
    return None


def _future_date(given: datetime | None) -> datetime:
    if given is None:
        raise _refusal("Choose the date on which it should appear.")
    if given <= timezone.now():
        raise _refusal("This date has passed. Choose a later one, or “Publish now”.")
    return given


def _public_date(given: datetime | None) -> datetime:
    if given is None:
        raise _refusal("A public text has a date. To withdraw it, choose “Unpublish”.")
    if given > timezone.now():
        raise _refusal(
            "This date is in the future, but the text is public. Choose “Unpublish”"
            " first."
        )
    return given


def _refusal(sentence: str) -> ValidationError:
    return ValidationError({"published_at": sentence})


def _act(
    action: str,
    article: Article,
    by: Actor,
    edit: Edit,
    **dates: datetime | None,
) -> Revision:
    rows = type(article)._default_manager
    with transaction.atomic():
        if article.pk is not None:
            before = rows.get(pk=article.pk) if edit.store else article
            Revision.objects.record_found(before)
        for name, date in dates.items():
            setattr(article, name, date)
        if edit.store:
            edit.store()
        elif article.pk is None:
            article.save()
        else:
            article.save(update_fields=list(dates))
        # As it is stored, with the tags and authors that were stored along.
        stored = rows.get(pk=article.pk) if edit.store else article
        return record_save(stored, action, by=by, note=edit.note, session=edit.session)


def _date_before_trash(article: Article) -> datetime | None:
    revisions = Revision.objects.of(article)
    trashed = revisions.filter(action="trashed").first()
    before = trashed and revisions.filter(number__lt=trashed.number).first()
    if not trashed or not before or not before.state["published_at"]:
        return None
    date = datetime.fromisoformat(before.state["published_at"])
    return None if trashed.at < date <= timezone.now() else date
