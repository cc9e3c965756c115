"""Bringing back the words of a former state; what is public stays as it is."""

from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from posts.admin.checks import check_article
from posts.models import Revision
from posts.models.article import Article, make_source
from posts.models.history.revision import record_save
from posts.models.history.snapshot import TEXTS, Snapshot, apply_state, digest, snapshot
from posts.models.rendering_context import rendering_context
from posts.models.tags.tag_changes import follow_names
from posts.rendering import render

# Not the address and not the dates: to restore neither publishes nor unpublishes.
RESTORED = (*TEXTS, "tags", "authors", "canonical_url", "doi")


class Outdated(Exception):
    """The text was saved after the page was opened from which it is to be restored."""


class Breaks(Exception):
    """The words would break a page that readers have, or that is scheduled; says how,
    in sentences."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done: to go back, restore `before`, None if nothing differed. `gone`
    names the tags and authors that are no more."""

    article: Article
    before: Revision | None
    gone: list[str]


def render_ahead(state: Snapshot) -> None:
    """Render a state's text while no transaction is open: SQLite has one writer."""
    source = make_source(**{name: state[name] for name in TEXTS})
    render(source, rendering_context(source))


def restore_revision(
    article: Article, revision: Revision, *, seen: str, by: Any
) -> Restored:
    """Restore a revision of a text, and note that, unless nothing differs.

    `seen` is the digest of the state that was shown. Raises Outdated if the text is
    another one by now, Breaks if it is no draft and its report would hold it back.
    """
    with transaction.atomic():
        rows = type(article)._default_manager
        stored: Article = rows.select_for_update().get(pk=article.pk)
        present = snapshot(stored)
        if digest(present) != seen:
            raise Outdated
        names = [
            name for name in RESTORED if name in present and name in revision.state
        ]
        state = {name: revision.state[name] for name in names}
        gone = _follow_tags(state, revision)
        if digest(present | state) == digest(present):
            return Restored(stored, None, gone)
        if not stored.is_draft:
            _refuse_what_breaks(stored, state)
        before = Revision.objects.record_found(stored)
        gone += apply_state(stored, state)
        note = f"Revision {revision.number}"
        record_save(stored, "restored", by=by, note=note)
    return Restored(stored, before, gone)


def _refuse_what_breaks(article: Article, state: Snapshot) -> None:
    after = copy(article)
    for name in TEXTS:
        setattr(after, name, state[name])
    if found := [finding.message for finding in check_article(after) if finding.blocks]:
        raise Breaks(" ".join(found))


def _follow_tags(state: Snapshot, revision: Revision) -> list[str]:
    """Give tags the names that they have by now; return those that were deleted."""
    if "tags" not in state:
        return []
    now = follow_names(state["tags"], _when_named(revision))
    state["tags"] = sorted({name for name in now.values() if name})
    return [name for name, found in now.items() if not found]


def _when_named(revision: Revision) -> datetime:
    """Return when tags had the names that a revision holds. One that was found bears
    the date of its text, and was noted with the save that came next."""
    if revision.action != "found":
        return revision.at
    later = Revision.objects.of(revision.article).filter(number__gt=revision.number)
    return later.order_by("number").values_list("at", flat=True).first() or revision.at
