"""The buttons of the desk: what saving may mean for a text, each with its sentence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from posts.models.article import Article
from posts.models.publication import State


@dataclass(frozen=True, slots=True)
class PublishingAction:
    """A meaning of saving: `name` is its button's, `outcome` the history's."""

    name: str
    label: str
    sentence: str
    outcome: str
    # Whether the report is shown first, unless it is empty.
    asks_for_report: bool = False
    needs_note: bool = False


def publishing_actions(
    article: Article, former: datetime | None = None
) -> list[PublishingAction]:
    """Return the actions that a text allows now, the safest first.

    `former` is the former date of a draft, if it has one.
    """
    if former:
        return list(_of_former(article, former))
    return list(_ACTIONS[article.state](article))


def pressed_action(actions: list[PublishingAction], names: object) -> PublishingAction:
    """Return the action whose button, `_name`, is among the names; else the safest."""
    pressed = [action for action in actions if f"_{action.name}" in names]  # type: ignore[operator]
    return [*pressed, *actions][0]


def exact(given: datetime | None, *known: datetime | None) -> datetime | None:
    """Return the known date that a form's date means: forms show minutes only."""
    minute = given and in_minutes(given)
    return next((date for date in known if date and minute == in_minutes(date)), given)


def in_minutes(date: datetime) -> datetime:
    """Return a date without its seconds."""
    return date.replace(second=0, microsecond=0)


def date_in_words(date: datetime | None) -> str:
    """Return a date on the site's clock: “24 November 2026, 09:00 CET”."""
    return date_format(timezone.localtime(date), "j F Y, H:i T") if date else ""


def _of_draft(article: Article) -> Iterator[PublishingAction]:
    feeds = _in_feeds(article, "It is new in the feeds: subscribers get it once.")
    yield from _draft_actions(
        f"Readers see it at once at its address. {feeds}",
        f"It is published automatically on the date above. {feeds}",
    )


def _of_former(article: Article, former: datetime) -> Iterator[PublishingAction]:
    feeds = _in_feeds(
        article, "In the feeds it is not new: subscribers are not notified again."
    )
    yield from _draft_actions(
        f"Readers see it at once at its address, dated {date_in_words(former)} as"
        f" before, unless you change the date above. {feeds}",
        "It is published automatically on the date above. Choose one in the future, in"
        f" place of {date_in_words(former)}. {feeds}",
    )


def _draft_actions(
    on_publishing: str, on_scheduling: str
) -> Iterator[PublishingAction]:
    yield PublishingAction(
        "save",
        "Save draft",
        "Readers cannot see it. Nobody is notified.",
        "saved",
    )
    yield PublishingAction(
        "publish", "Publish now", on_publishing, "published", asks_for_report=True
    )
    yield PublishingAction(
        "schedule", "Schedule", on_scheduling, "scheduled", asks_for_report=True
    )


def _of_scheduled(article: Article) -> Iterator[PublishingAction]:
    day = date_in_words(article.published_at)
    feeds = _in_feeds(article, "Subscribers get it once.")
    yield PublishingAction(
        "save",
        "Save, still scheduled",
        f"It appears on {day}, or on another date that you choose above. Nobody is"
        " notified before then.",
        "scheduled",
    )
    yield PublishingAction(
        "publish",
        "Publish now",
        f"Readers see it at once, without waiting for {day}. {feeds}",
        "published",
        asks_for_report=True,
    )
    yield PublishingAction(
        "unpublish",
        "Back to a draft",
        "It will not be published automatically. Nobody is notified.",
        "unpublished",
    )


def _of_published(article: Article) -> Iterator[PublishingAction]:
    yield PublishingAction(
        "save",
        "Save as a correction",
        "Readers see the change at once. "
        + _in_feeds(article, "Feeds contain it, but nothing is announced again."),
        "corrected",
    )
    yield PublishingAction(
        "revise",
        "Announce a revision",
        "Readers see the change at once, with today's date as the date of revision. It"
        " becomes a numbered public version, with your note. "
        + _in_feeds(article, "Feeds mark it as updated."),
        "revised",
        asks_for_report=True,
        needs_note=True,
    )
    yield PublishingAction(
        "unpublish",
        "Unpublish",
        "Readers get “gone” (410) at its address, and no list shows it. "
        + _in_feeds(article, "Subscribers may still have their own copies."),
        "unpublished",
    )


def _of_trashed(article: Article) -> Iterator[PublishingAction]:
    yield PublishingAction(
        "save",
        "Save",
        "A text in the trash cannot be saved. Restore it first.",
        "saved",
    )


_ACTIONS: dict[State, Callable[[Article], Iterator[PublishingAction]]] = {
    "draft": _of_draft,
    "scheduled": _of_scheduled,
    "published": _of_published,
    "trashed": _of_trashed,
}


def _in_feeds(article: Article, sentence: str) -> str:
    return sentence if article.is_in_feeds else ""
