"""Saving over what somebody else has saved meanwhile: seen, shown, and merged."""

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
from .three_way_merge import MergeChoice, merge

MOVED = (
    "This text was put into the trash, taken out of it, or deleted since you opened it."
    " Nothing of yours is lost."
)
TURNED = (
    "This text is {} now, unlike when you opened it. See what the buttons do now, and"
    " press one of them again."
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
            " and nothing of yours is lost: choose below."
        )


def find_obstacle(form: ArticleForm) -> tuple[str, Conflict | None]:
    """Return why a form must not be saved over what is stored, "" if it may; and the
    conflict, if that is why."""
    stored = lock(form)
    opened_as = form.desk.state or form.state
    if stored is None or bool(stored.trashed_at) != (opened_as == "trashed"):
        return MOVED, None
    if conflict := find_conflict(form, stored):
        return conflict.sentence, conflict
    return (TURNED.format(form.state) if form.state != opened_as else ""), None


def lock(form: ArticleForm) -> Article | None:
    """Return the row that a form would change, as it is stored now; None if it is gone.

    Nobody else can change it before the transaction ends that this is called in.
    """
    rows = type(form.article)._default_manager.select_for_update()
    return rows.filter(pk=form.article.pk).first()


def find_conflict(form: ArticleForm, stored: Article) -> Conflict | None:
    """Return what stands in the way of saving a form, None if nothing does."""
    theirs = snapshot(stored)
    if digest(theirs) == form.desk.base_digest:
        return None
    mine = snapshot(form.unsaved())
    if digest(mine) == digest(theirs) or _is_own(form, stored, digest(theirs)):
        return None
    model: Any = stored._meta.model_name
    _, choices = merge(_base(form), mine, theirs, {})
    return Conflict(
        digest(theirs),
        Revision.objects.record_found(stored),
        differences(theirs, mine, model),
        [(LABELS[choice.field], choice) for choice in choices],
    )


def _is_own(form: ArticleForm, stored: Article, stored_digest: str) -> bool:
    """Return whether the same page has saved what is stored, and was then written on in
    without hearing so: what it holds now has all of that."""
    rows = Revision.objects.of(stored).filter(
        digest=stored_digest, session__in=form.desk.after
    )
    return rows.exists()


def merged_form(form: ArticleForm, data: QueryDict) -> QueryDict:
    """Return a form's data with what others saved merged in, as its answers say."""
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
    """Return the revisions of the state that a form was started from, the newest first.

    There is none if the history does not have it; in several, authors may have other
    names.
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
    return f"{timezone.localtime(date):%Y-%m-%dT%H:%M:%S}" if date else ""


_TYPED: dict[str, Callable[[Any], str]] = {
    "published_at": _typed_date,
    "revised_at": _typed_date,
    "tags": ", ".join,
    "in_navigation": lambda value: "on" if value else "",
}
