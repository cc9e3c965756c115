"""What saving can mean: each way with its button, its sentence and its rule."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

from posts.models.article import Article
from posts.models.publication import State


@dataclass(frozen=True, slots=True)
class Way:
    """One way of saving: `name` is its button's, `done` what the history calls it."""

    name: str
    label: str
    sentence: str
    done: str
    # Whether the report is shown first, unless there is nothing in it.
    is_reported: bool = False
    needs_note: bool = False


def ways(article: Article, former: datetime | None = None) -> list[Way]:
    """Return the ways in which a text may be saved now, the safest one first.

    `former` is the date that a draft had when it was public, if it was.
    """
    if former:
        return list(_of_former(article, former))
    return list(_WAYS[article.state](article))


def way_named(offered: list[Way], names: object) -> Way:
    """Return the way whose button, `_name`, is among the names; else the safest."""
    pressed = [way for way in offered if f"_{way.name}" in names]  # type: ignore[operator]
    return [*pressed, *offered][0]


def exact(given: datetime | None, *known: datetime | None) -> datetime | None:
    """Return a form's date as it is known: forms have no fractions of a second."""
    same = (date for date in known if date and given == date.replace(microsecond=0))
    return next(same, given)


def in_words(date: datetime | None) -> str:
    """Return a date on the site's clock: “24 November 2026, 09:00 CET”."""
    return date_format(timezone.localtime(date), "j F Y, H:i T") if date else ""


def date_after(
    way: Way,
    before: datetime | None,
    given: datetime | None,
    former: datetime | None = None,
) -> datetime | None:
    """Return the date that a way of saving gives a text.

    `before` is the date it has, `given` the one in the form, `former` the one that the
    form of a draft proposes. Raises ValidationError where the date contradicts the
    button.
    """
    if former and given == former and way.done == "saved":
        return None
    now = timezone.now()
    return _DATES[way.done](before, given, now)


def _of_draft(article: Article) -> Iterator[Way]:
    feeds = _in_feeds(article, "It is new in the feeds: subscribers get it once.")
    yield from _draft_ways(
        f"Readers see it at once at its address. {feeds}",
        f"It appears by itself on the date above, as if published then. {feeds}",
    )


def _of_former(article: Article, former: datetime) -> Iterator[Way]:
    feeds = _in_feeds(
        article, "In the feeds it is the item it was: subscribers are not told again."
    )
    yield from _draft_ways(
        f"Readers see it at once at its address, dated {in_words(former)}, as it was"
        f" before, unless you change the date above. {feeds}",
        "It appears by itself on the date above: choose one to come, in place of"
        f" {in_words(former)}. {feeds}",
    )


def _draft_ways(on_publishing: str, on_scheduling: str) -> Iterator[Way]:
    yield Way(
        "save",
        "Save draft",
        "Only those who write here see it. Nobody is told.",
        "saved",
    )
    yield Way("publish", "Publish now", on_publishing, "published", is_reported=True)
    yield Way("schedule", "Schedule", on_scheduling, "scheduled", is_reported=True)


def _of_scheduled(article: Article) -> Iterator[Way]:
    day = in_words(article.published_at)
    feeds = _in_feeds(article, "Subscribers get it once.")
    yield Way(
        "save",
        "Save, still scheduled",
        f"It appears on {day}, or on another date that you put above. Nobody is told"
        " before.",
        "scheduled",
    )
    yield Way(
        "publish",
        "Publish now",
        f"Readers see it at once, without waiting for {day}. {feeds}",
        "published",
        is_reported=True,
    )
    yield Way(
        "unpublish",
        "Back to a draft",
        "It will not appear by itself. Nobody is told.",
        "unpublished",
    )


def _of_published(article: Article) -> Iterator[Way]:
    yield Way(
        "save",
        "Save as a correction",
        "Readers see the change at once. "
        + _in_feeds(article, "Feeds carry it quietly: nothing is announced again."),
        "corrected",
    )
    yield Way(
        "revise",
        "Announce a revision",
        "Readers see the change at once, with today's date as that of the revision."
        " It becomes a numbered public version, with your note. "
        + _in_feeds(article, "Feed readers are told that it was updated."),
        "revised",
        is_reported=True,
        needs_note=True,
    )
    yield Way(
        "unpublish",
        "Unpublish",
        "Readers get “gone” at its address, and it leaves all lists. "
        + _in_feeds(article, "Copies that subscribers have already stay with them."),
        "unpublished",
    )


def _of_trashed(article: Article) -> Iterator[Way]:
    yield Way(
        "save", "Save", "Nothing is saved in the trash: take it out first.", "saved"
    )


_WAYS: dict[State, Callable[[Article], Iterator[Way]]] = {
    "draft": _of_draft,
    "scheduled": _of_scheduled,
    "published": _of_published,
    "trashed": _of_trashed,
}


def _in_feeds(article: Article, sentence: str) -> str:
    return sentence if article.is_in_feeds else ""


def _refuse(sentence: str) -> datetime:
    raise ValidationError({"published_at": sentence})


def _draft(
    before: datetime | None, given: datetime | None, now: datetime
) -> datetime | None:
    if given is None:
        return None
    return _refuse("A draft has no date. Choose “Schedule”, or empty the date.")


def _publish(
    before: datetime | None, given: datetime | None, now: datetime
) -> datetime:
    if given is None or (before and before > now and given == before):
        return now.replace(microsecond=0)
    if given > now:
        return _refuse(
            "This date is to come. Choose “Schedule”, or empty it to publish now."
        )
    return given


def _schedule(
    before: datetime | None, given: datetime | None, now: datetime
) -> datetime:
    if given is None:
        return _refuse("Say on which date it shall appear.")
    if given <= now:
        return _refuse("This date has passed. Choose one to come, or “Publish now”.")
    return given


def _public(before: datetime | None, given: datetime | None, now: datetime) -> datetime:
    if given is None:
        return _refuse("A public text has a date. To take it back, choose “Unpublish”.")
    if given > now:
        return _refuse(
            "This date is to come, and the text is public. Choose “Unpublish” first."
        )
    return given


_DATES: dict[str, Callable[..., datetime | None]] = {
    "saved": _draft,
    "published": _publish,
    "scheduled": _schedule,
    "corrected": _public,
    "revised": _public,
    "unpublished": lambda before, given, now: None,
}
