"""What saving can mean: each publishing action with its button and its sentence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from posts.models.article import Article
from posts.models.publication import State


@dataclass(frozen=True, slots=True)
class PublishingAction:
    """What saving may mean: `name` is its button's, `outcome` the history's."""

    name: str
    label: str
    sentence: str
    outcome: str
    # Whether the report is shown first, unless there is nothing in it.
    asks_for_report: bool = False
    needs_note: bool = False


def publishing_actions(
    article: Article, former: datetime | None = None
) -> list[PublishingAction]:
    """Return what saving a text may mean now, the safest action first.

    `former` is the date that a draft had when it was public, if it was.
    """
    if former:
        return list(_of_former(article, former))
    return list(_ACTIONS[article.state](article))


def pressed_action(offered: list[PublishingAction], names: object) -> PublishingAction:
    """Return the action whose button, `_name`, is among the names; else the safest."""
    pressed = [action for action in offered if f"_{action.name}" in names]  # type: ignore[operator]
    return [*pressed, *offered][0]


def exact(given: datetime | None, *known: datetime | None) -> datetime | None:
    """Return a form's date as it is known: forms have no fractions of a second."""
    same = (date for date in known if date and given == date.replace(microsecond=0))
    return next(same, given)


def date_in_words(date: datetime | None) -> str:
    """Return a date on the site's clock: “24 November 2026, 09:00 CET”."""
    return date_format(timezone.localtime(date), "j F Y, H:i T") if date else ""


def _of_draft(article: Article) -> Iterator[PublishingAction]:
    feeds = _in_feeds(article, "It is new in the feeds: subscribers get it once.")
    yield from _draft_actions(
        f"Readers see it at once at its address. {feeds}",
        f"It appears by itself on the date above, as if published then. {feeds}",
    )


def _of_former(article: Article, former: datetime) -> Iterator[PublishingAction]:
    feeds = _in_feeds(
        article, "In the feeds it is the item it was: subscribers are not told again."
    )
    yield from _draft_actions(
        f"Readers see it at once at its address, dated {date_in_words(former)}, as"
        f" before, unless you change the date above. {feeds}",
        "It appears by itself on the date above: choose one to come, in place of"
        f" {date_in_words(former)}. {feeds}",
    )


def _draft_actions(
    on_publishing: str, on_scheduling: str
) -> Iterator[PublishingAction]:
    yield PublishingAction(
        "save",
        "Save draft",
        "Only those who write here see it. Nobody is told.",
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
        f"It appears on {day}, or on another date that you put above. Nobody is told"
        " before.",
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
        "It will not appear by itself. Nobody is told.",
        "unpublished",
    )


def _of_published(article: Article) -> Iterator[PublishingAction]:
    yield PublishingAction(
        "save",
        "Save as a correction",
        "Readers see the change at once. "
        + _in_feeds(article, "Feeds carry it quietly: nothing is announced again."),
        "corrected",
    )
    yield PublishingAction(
        "revise",
        "Announce a revision",
        "Readers see the change at once, with today's date as that of the revision."
        " It becomes a numbered public version, with your note. "
        + _in_feeds(article, "Feed readers are told that it was updated."),
        "revised",
        asks_for_report=True,
        needs_note=True,
    )
    yield PublishingAction(
        "unpublish",
        "Unpublish",
        "Readers get “gone” at its address, and it leaves all lists. "
        + _in_feeds(article, "Copies that subscribers have already stay with them."),
        "unpublished",
    )


def _of_trashed(article: Article) -> Iterator[PublishingAction]:
    yield PublishingAction(
        "save", "Save", "Nothing is saved in the trash: take it out first.", "saved"
    )


_ACTIONS: dict[State, Callable[[Article], Iterator[PublishingAction]]] = {
    "draft": _of_draft,
    "scheduled": _of_scheduled,
    "published": _of_published,
    "trashed": _of_trashed,
}


def _in_feeds(article: Article, sentence: str) -> str:
    return sentence if article.is_in_feeds else ""
