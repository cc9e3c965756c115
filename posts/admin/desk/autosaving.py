"""Autosaves: what is typed is stored every other second, until it is saved."""

from datetime import timedelta
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from posts.models import Autosave, Revision
from posts.models.article import Article
from posts.models.history.related import of_article

from .protocol import NOT_AUTOSAVED, DeskState, read_session

LAST = 2**61  # a number that no autosave reaches
REMEMBERED = timedelta(days=90)  # for browsers that hand in what they still have

type Outcome = Literal["stored", "older", "closed"]


class BadAutosave(Exception):
    """What came does not say to which editing session it belongs."""


def autosave(
    user: Any, model: str, article: Article | None, data: QueryDict
) -> Outcome:
    """Store a form as it was typed, in place of what its editing session had stored
    before, and of what it went on with.

    Returns "older" if the session has stored something newer, "closed" if it was saved
    or discarded. Raises BadAutosave, and PermissionDenied for another user's session.
    """
    desk = DeskState.read(data)
    if desk.session is None or desk.sequence is None or desk.age is None:
        raise BadAutosave("The autosave does not say where it belongs.")
    values = {
        "data": _typed(data),
        "sequence": desk.sequence,
        "at": timezone.now() - desk.age,
        "base_digest": desk.base_digest,
    }
    with transaction.atomic():
        if Revision.objects.filter(session=desk.session).exists():
            return "closed"
        related = of_article(article) if article else {}
        row, is_new = Autosave.objects.get_or_create(
            session=desk.session,
            defaults={"user": user, "model": model, **related, **values},
        )
        if row.user_id != user.pk or row.model != model:
            raise PermissionDenied
        if row.article != article:
            raise BadAutosave("This autosave belongs to another text.")
        if row.discarded_at:
            return "closed"
        newer = Autosave.objects.filter(pk=row.pk, sequence__lt=desk.sequence)
        if not (is_new or newer.update(**values)):
            return "older"
        absorb(user, model, article, desk)
        return "stored"


def _typed(data: QueryDict) -> str:
    typed = data.copy()
    for name in NOT_AUTOSAVED:
        typed.pop(name, None)
    return typed.urlencode()


def discard(user: Any, session: UUID) -> None:
    """Discard what a session has autosaved: it stays in the history, and is no longer
    offered."""
    rows = Autosave.objects.not_discarded().filter(user=user, session=session)
    rows.update(discarded_at=timezone.now())


def unused_session(user: Any, session: UUID | None) -> UUID | None:
    """Return the session by which a save may be known: None if another save is, as when
    a form is sent twice, or if the session is somebody else's."""
    if session is None or Revision.objects.filter(session=session).exists():
        return None
    others = Autosave.objects.filter(session=session).exclude(user=user)
    return None if others.exists() else session


def delete_autosaves(user: Any, session: UUID | None) -> None:
    """Delete what a session that has been saved had autosaved, and what is past all
    use: autosaves emptied long ago, and those discarded long ago of texts that were
    never begun."""
    rows = Autosave.objects.filter(user=user)
    if session:
        rows.filter(session=session).delete()
    past = timezone.now() - REMEMBERED
    is_emptied = Q(data="", at__lt=past)
    is_unreachable = Q(discarded_at__lt=past, post=None, page=None)
    rows.filter(is_emptied | is_unreachable).delete()


def absorb(user: Any, model: str, article: Article | None, desk: DeskState) -> None:
    """Empty the autosaves whose words a form has in it, now that its own session has
    them.

    Those are of the sessions that its page was in before, and what it went on with, up
    to a number. If more was typed there meanwhile, it stays. The number stays too: by
    that the same words are known when a browser hands them in later.
    """
    not_discarded = Autosave.objects.filter(user=user, discarded_at=None)
    owner = {"user": user, "model": model, **(of_article(article) if article else {})}
    before = [(session, LAST) for session in desk.after]
    for session, sequence in (*before, *desk.continues):
        empty = {"data": "", "sequence": sequence}
        Autosave.objects.get_or_create(session=session, defaults=owner | empty)
        rows = not_discarded.filter(session=session, sequence__lte=sequence)
        rows.update(**empty)


def newest_sequence(session: UUID) -> int:
    """Return the number of what a session has autosaved last, 0 if nothing."""
    row = Autosave.objects.filter(session=session).first()
    return row.sequence if row else 0


def find_autosave(
    user: Any, model: str, article: Article | None, session: str
) -> QueryDict | None:
    """Return the form that a session of this user has autosaved of a text, as typed.

    It says which autosave it is, so that the page that shows it goes on with that one.
    """
    rows = Autosave.objects.of(article, model).filter(user=user)
    name = read_session(session)
    row = rows.filter(session=name).first() if name else None
    if not row:
        return None
    data = QueryDict(row.data, mutable=True)
    data["session"], data["sequence"] = str(row.session), str(row.sequence)
    return data


def others_at_work(user: Any, article: Article) -> list[Autosave]:
    """Return what others have typed of this text in the last minutes, unsaved."""
    since = timezone.now() - timedelta(minutes=5)
    rows = Autosave.objects.of(article, "").not_discarded().exclude(user=user)
    return list(rows.filter(at__gt=since).select_related("user"))
