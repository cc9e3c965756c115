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
from .autosaving import read_sittings, read_version
from .bylines import as_typed
from .three_way_merge import Choice, merge
from .unsaved_text import unsaved


@dataclass(frozen=True, slots=True)
class Collision:
    """What the author must see before anything is saved."""

    version: str
    revision: Revision
    differences: list[FieldDifference]
    choices: list[tuple[str, Choice]]

    @property
    def sentence(self) -> str:
        who = self.revision.by_name or "Somebody"
        return (
            f"{who} has saved this text since you opened it. Nothing was overwritten,"
            " and nothing of yours is lost: choose below."
        )


def lock(form: ArticleForm) -> Article | None:
    """Return the row that a form would change, as it is stored now; None if it is gone.

    Nobody else can change it before the transaction ends that this is called in.
    """
    rows = type(form.article)._default_manager.select_for_update()
    return rows.filter(pk=form.article.pk).first()


def collide(form: ArticleForm, stored: Article) -> Collision | None:
    """Return what stands in the way of saving a form, None if nothing does."""
    theirs = snapshot(stored)
    if digest(theirs) == read_version(form.data):
        return None
    mine = snapshot(unsaved(form))
    if digest(mine) == digest(theirs) or _is_own(form, stored, digest(theirs)):
        return None
    model: Any = stored._meta.model_name
    _, choices = merge(_base(form), mine, theirs, {})
    return Collision(
        digest(theirs),
        Revision.objects.record_found(stored),
        differences(theirs, mine, model),
        [(LABELS[choice.field], choice) for choice in choices],
    )


def _is_own(form: ArticleForm, stored: Article, version: str) -> bool:
    """Return whether the same page has saved what is stored, and was then written on in
    without hearing so: what it holds now has all of that."""
    sittings = read_sittings(form.data.get("after", ""))
    rows = Revision.objects.of(stored).filter(digest=version, sitting__in=sittings)
    return rows.exists()


def merged_form(form: ArticleForm, data: QueryDict) -> QueryDict:
    """Return a form's data with what others saved merged in, as its answers say."""
    stored = type(form.article)._default_manager.get(pk=form.article.pk)
    mine = snapshot(unsaved(form))
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


def begun_from(form: ArticleForm) -> RevisionQuerySet:
    """Return the revisions of the state that a form was started from, the newest first.

    There is none if the history does not have it; in several, authors may have other
    names.
    """
    if form.article.pk is None:
        return Revision.objects.none()
    version = read_version(form.data)
    return Revision.objects.of(form.article).filter(digest=version)


def _base(form: ArticleForm) -> Snapshot | None:
    """Return the state that the form was started from, if the history has it."""
    found = begun_from(form).first()
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
