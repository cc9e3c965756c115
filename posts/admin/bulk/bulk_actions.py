"""The bulk actions: which texts each one applies to, and what readers notice."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.contrib.auth.models import User

from posts.admin.checks import check_article
from posts.models import Post
from posts.models.article import Article
from posts.models.history.revision import former_date
from posts.models.publishing import publish, restore, trash, unpublish

type Articles = list[Article]


@dataclass(frozen=True, slots=True)
class BulkAction:
    """An action on several texts; each is saved separately, with its own history."""

    name: str
    # As in “Publish 3 posts” and “3 posts published.”; {} is the number.
    label: str
    message: str
    permission: Literal["change", "delete"]
    # Why a text is left out, as in “3 are already public”; "" if it is not.
    reason: Callable[[Article], str]
    effects: Callable[[Articles], list[str]]
    perform: Callable[[Article, User], object]
    # Asked only if there is no other reason: it reads the whole text.
    objection: Callable[[Article], str] | None = None


def _objection_to_publishing(article: Article) -> str:
    is_blocked = any(finding.blocks for finding in check_article(article))
    return "blocked by the report, which says what would break" if is_blocked else ""


def _effects_of_publishing(articles: Articles) -> list[str]:
    total = len(articles)
    again = [article for article in articles if former_date(article)]
    new = [article for article in articles if article not in again]
    dated = "" if again else ", dated now"
    found = [f"Readers see {_them(total)} at once{dated}."]
    if again:
        found.append(f"{_they_are(len(again), total)} dated as before.")
        if new:
            found.append(f"{_they_are(len(new), total)} dated now.")
    if posts := _posts(again):
        found.append(
            f"{_they_are(posts, total)} in the feeds as before: subscribers are not"
            " notified again."
        )
    if posts := _posts(new):
        found.append(
            f"{_they_are(posts, total)} new in the feeds: subscribers are notified"
            " once."
        )
    if scheduled := sum(article.is_scheduled for article in articles):
        found.append(
            f"{_they_are(scheduled, total)} scheduled, and will not wait for that date."
        )
    return found


def _effects_of_hiding(articles: Articles) -> list[str]:
    found: list[str] = []
    total = len(articles)
    public = [article for article in articles if article.is_published]
    if public:
        found.append(
            f"{_they_are(len(public), total)} public. Readers will get “gone” (410) at"
            " that address, and no list will show it."
        )
    if _posts(public):
        found.append(
            "Feeds leave out what is not public. Subscribers may still have their own"
            " copies."
        )
    if scheduled := sum(article.is_scheduled for article in articles):
        found.append(
            f"{_they_are(scheduled, total)} scheduled, and will not appear on that"
            " date."
        )
    return found or ["None of it is public: readers and subscribers notice nothing."]


def _effects_of_trashing(articles: Articles) -> list[str]:
    return [
        *_effects_of_hiding(articles),
        "Draft links do not work while the text is in the trash.",
        "Text, tags, history and public versions are kept. All of it comes back when"
        " the text is restored.",
    ]


def _effects_of_restoring(articles: Articles) -> list[str]:
    return [
        "What was public is public again, at its address, with its date. Subscribers"
        " are not notified.",
        "A draft is a draft again. What was scheduled for a date that has since passed"
        " also comes back as a draft.",
    ]


def _effects_of_deleting(articles: Articles) -> list[str]:
    return [
        "Text, history, public versions, autosaves and draft links are deleted. This"
        " cannot be undone.",
        "An address that was ever public answers “gone” (410) until another text takes"
        " it.",
        "Uploaded images stay.",
    ]


def _them(total: int) -> str:
    return "it" if total == 1 else "them"


def _they_are(number: int, total: int) -> str:
    """Return the beginning of a sentence about some of the texts."""
    if total == 1:
        return "It is"
    if number == total:
        return "All of them are"
    return f"{number:,} of them {'is' if number == 1 else 'are'}"


def _posts(articles: Articles) -> int:
    return sum(isinstance(article, Post) for article in articles)


def _delete(article: Article, by: User) -> None:
    article.delete()


def _not_in_trash(article: Article) -> str:
    return "" if article.trashed_at else "not in the trash"


def _in_trash(article: Article) -> str:
    return "in the trash" if article.trashed_at else ""


PUBLISH = BulkAction(
    name="publish",
    label="Publish {}",
    message="{} published.",
    permission="change",
    reason=lambda article: (
        _in_trash(article) or ("already public" if article.is_published else "")
    ),
    effects=_effects_of_publishing,
    perform=lambda article, by: publish(article, by=by),
    objection=_objection_to_publishing,
)
UNPUBLISH = BulkAction(
    name="unpublish",
    label="Unpublish {}",
    message="{} unpublished.",
    permission="change",
    reason=lambda article: (
        _in_trash(article) or ("already a draft" if article.is_draft else "")
    ),
    effects=_effects_of_hiding,
    perform=lambda article, by: unpublish(article, by=by),
)
TRASH = BulkAction(
    name="trash",
    label="Move {} to the trash",
    message="{} moved to the trash.",
    permission="delete",
    reason=_in_trash,
    effects=_effects_of_trashing,
    perform=lambda article, by: trash(article, by=by),
)
RESTORE = BulkAction(
    name="restore",
    label="Restore {} from the trash",
    message="{} restored from the trash.",
    permission="delete",
    reason=_not_in_trash,
    effects=_effects_of_restoring,
    perform=lambda article, by: restore(article, by=by),
)
DELETE = BulkAction(
    name="delete_for_good",
    label="Delete {} for good",
    message="{} deleted for good.",
    permission="delete",
    reason=_not_in_trash,
    effects=_effects_of_deleting,
    perform=_delete,
)
