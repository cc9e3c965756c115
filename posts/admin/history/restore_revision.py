"""Restoring a revision; what is public stays public, and a draft stays a draft."""

from copy import copy
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from posts.admin.checks import check_article
from posts.models import Revision
from posts.models.article import Article, make_source
from posts.models.history.revision import record_save
from posts.models.history.snapshot import TEXTS, Snapshot, apply_state, digest, snapshot
from posts.models.permissions import Actor, known_tags
from posts.models.rendering_context import rendering_context
from posts.models.tags.tag_changes import follow_names
from posts.models.tags.tag_names import make_key
from posts.rendering import render

# Neither the address nor the dates: restoring neither publishes nor unpublishes.
RESTORED = (*TEXTS, "tags", "authors", "canonical_url", "doi")


class Outdated(Exception):
    """The text was saved after the page with the Restore button was opened."""


class BreaksPage(Exception):
    """The revision would break a public or scheduled page; the message says how."""


@dataclass(frozen=True, slots=True)
class Restored:
    """The result: restore `before` to undo it, None if nothing differed; `missing` are
    the names of tags and authors that no longer exist."""

    article: Article
    before: Revision | None
    missing: list[str]


def render_ahead(state: Snapshot) -> None:
    """Render a state's text before a transaction opens: SQLite has one writer."""
    source = make_source(**{name: state[name] for name in TEXTS})
    render(source, rendering_context(source))


def restore_revision(
    article: Article, revision: Revision, *, seen: str, by: Actor
) -> Restored:
    """Restore a revision of a text, and record that, unless nothing differs.

    `seen` is the digest of the state that was shown. Raises Outdated if the text has
    changed since then, BreaksPage if its report would not allow it to be published.
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
        missing = _follow_tags(state, revision, by)
        if digest(present | state) == digest(present):
            return Restored(stored, None, missing)
        if not stored.is_draft:
            _refuse_what_breaks(stored, state)
        before = Revision.objects.record_found(stored)
        missing += apply_state(stored, state)
        note = f"Revision {revision.number}"
        record_save(stored, "restored", by=by, note=note)
    return Restored(stored, before, missing)


def _refuse_what_breaks(article: Article, state: Snapshot) -> None:
    after = copy(article)
    for name in TEXTS:
        setattr(after, name, state[name])
    if found := [finding.message for finding in check_article(after) if finding.blocks]:
        raise BreaksPage(" ".join(found))


def _follow_tags(state: Snapshot, revision: Revision, by: Actor) -> list[str]:
    """Give tags their present names; return the names of those that were deleted.

    A name of which the account may not learn is not followed.
    """
    if "tags" not in state:
        return []
    now = follow_names(state["tags"], _when_named(revision))
    if by:
        new = {make_key(name) for name in now.values() if name}
        rows = known_tags(by).filter(key__in=new)
        known = set(rows.values_list("key", flat=True))
        now = {
            before: name if name is None or make_key(name) in known else before
            for before, name in now.items()
        }
    state["tags"] = sorted({name for name in now.values() if name})
    return [name for name, found in now.items() if not found]


def _when_named(revision: Revision) -> datetime:
    """Return when tags had the names that are in a revision. A revision that was found
    has the date of its text, but was recorded with the following save."""
    if revision.action != "found":
        return revision.at
    later = Revision.objects.of(revision.article).filter(number__gt=revision.number)
    return later.order_by("number").values_list("at", flat=True).first() or revision.at
