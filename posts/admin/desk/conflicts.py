"""Conflicts: somebody else has saved the text meanwhile. Found, shown and merged."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from posts.admin.history.differences import FieldDifference, differences
from posts.models import Revision
from posts.models.article import Article
from posts.models.history.revision import RevisionQuerySet
from posts.models.history.snapshot import LABELS, Snapshot, digest, snapshot

from .article_form import ArticleForm
from .bylines import as_typed
from .merge_choices import MergeChoice, merge

TRASH_CHANGED = (
    "This text was moved to the trash, taken out of it, or deleted since you opened it."
    " Nothing you typed is lost."
)
STATE_CHANGED = (
    "Since you opened this text, its state has changed to “{}”. See what the buttons do"
    " now, then press one of them again."
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """What the author must see before anything is saved."""

    digest: str
    revision: Revision
    differences: list[FieldDifference]
    choices: list[tuple[str, MergeChoice]]

    @property
    def sentence(self) -> str:
        who = self.revision.by_name or "Somebody"
        return (
            f"{who} has saved this text since you opened it. Nothing was overwritten,"
            " and nothing you typed is lost. Choose below."
        )


def find_obstacle(form: ArticleForm) -> tuple[str, Conflict | None]:
    """Return why a form must not be saved over what is stored, "" if it may be; and the
    conflict, if that is the reason."""
    stored = lock(form)
    opened_as = form.state if form.desk.state is None else form.desk.state
    if stored is None or bool(stored.trashed_at) != (opened_as == "trashed"):
        return TRASH_CHANGED, None
    if conflict := find_conflict(form, stored):
        return conflict.sentence, conflict
    return (STATE_CHANGED.format(form.state) if form.state != opened_as else ""), None


def lock(form: ArticleForm) -> Article | None:
    """Return the stored row that a form would change, locked until the end of the
    transaction; None if it no longer exists."""
    rows = type(form.article)._default_manager.select_for_update()
    return rows.filter(pk=form.article.pk).first()


def find_conflict(form: ArticleForm, stored: Article) -> Conflict | None:
    """Return the conflict that saving a form would cause, if any."""
    theirs = snapshot(stored)
    if digest(theirs) == form.desk.base_digest:
        return None
    mine = snapshot(form.unsaved())
    if digest(mine) == digest(theirs) or _is_own(form, stored, digest(theirs)):
        return None
    _, choices = merge(_base(form), mine, theirs, {})
    return Conflict(
        digest(theirs),
        Revision.objects.record_found(stored),
        differences(theirs, mine, str(stored._meta.model_name)),
        [(LABELS[choice.field], choice) for choice in choices],
    )


def _is_own(form: ArticleForm, stored: Article, stored_digest: str) -> bool:
    """Return whether the same page saved what is stored, but never got the answer: then
    its form contains all of it."""
    rows = Revision.objects.of(stored).filter(
        digest=stored_digest, session__in=form.desk.after
    )
    return rows.exists()


def merged_form(form: ArticleForm, data: QueryDict) -> QueryDict:
    """Return a form's data merged with what others have saved, as the author chose."""
    stored = type(form.article)._default_manager.get(pk=form.article.pk)
    mine = snapshot(form.unsaved())
    prefix = "choice-"
    answers = {
        name.removeprefix(prefix): str(value)
        for name, value in data.items()
        if name.startswith(prefix)
    }
    merged, _ = merge(_base(form), mine, snapshot(stored), answers)
    result = data.copy()
    for name, value in merged.items():
        if value == mine[name]:
            continue
        if name == "authors":
            for field, typed in as_typed(value).items():
                result[field] = typed
        else:
            result[name] = _TYPED.get(name, str)(value if value is not None else "")
    return result


def started_from(form: ArticleForm) -> RevisionQuerySet:
    """Return the revisions of the state that a form was started from, newest first.

    There may be none in the history; in several, authors may have different names.
    """
    if form.article.pk is None:
        return Revision.objects.none()
    return Revision.objects.of(form.article).filter(digest=form.desk.base_digest)


def _base(form: ArticleForm) -> Snapshot | None:
    """Return the state that the form was started from, if the history has it."""
    found = started_from(form).first()
    state: Snapshot | None = found.state if found else None
    return state


def _typed_date(value: str) -> str:
    date = parse_datetime(value)
    return f"{timezone.localtime(date):%Y-%m-%dT%H:%M}" if date else ""


_TYPED: dict[str, Callable[[Any], str]] = {
    "published_at": _typed_date,
    "revised_at": _typed_date,
    "tags": ", ".join,
    "in_navigation": lambda value: "on" if value else "",
}
