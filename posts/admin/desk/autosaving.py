"""Autosaves: what is typed is stored every other second until it is saved."""

from datetime import timedelta
from typing import Literal
from uuid import UUID

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from posts.models import Autosave, Revision
from posts.models.article import Article
from posts.models.history.related import of_article

from .protocol import NOT_AUTOSAVED, DeskState, read_session

ANY_SEQUENCE = 2**61  # above the number of any autosave
RETENTION = timedelta(days=90)  # for browsers that still hand in old autosaves

type Outcome = Literal["stored", "older", "closed"]


class BadAutosave(Exception):
    """The request does not say which editing session it belongs to."""


def autosave(
    user: User, model: str, article: Article | None, data: QueryDict
) -> Outcome:
    """Store a form as it was typed. It replaces the earlier autosave of its editing
    session, and the autosaves that the session continues.

    Returns "older" if the session has stored something newer, "closed" if it was saved
    or discarded. Raises BadAutosave, or PermissionDenied for another user's session.
    """
    desk = DeskState.read(data)
    if desk.session is None or desk.sequence is None or desk.age is None:
        raise BadAutosave("The autosave does not say which text it belongs to.")
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


def discard(user: User, session: UUID) -> None:
    """Discard a session's autosave: it leaves the recovery, but not the history."""
    rows = Autosave.objects.not_discarded().filter(user=user, session=session)
    rows.update(discarded_at=timezone.now())


def unused_session(user: User, session: UUID | None) -> UUID | None:
    """Return the session to record with a save; None if another save has it, as when a
    form is sent twice, or if it is another user's."""
    if session is None or Revision.objects.filter(session=session).exists():
        return None
    others = Autosave.objects.filter(session=session).exclude(user=user)
    return None if others.exists() else session


def delete_autosaves(user: User, session: UUID | None) -> None:
    """Delete the autosave of a session that has been saved, and what is of no more use:
    autosaves emptied long ago, and autosaves of unsaved new texts discarded long ago.
    """
    rows = Autosave.objects.filter(user=user)
    if session:
        rows.filter(session=session).delete()
    past = timezone.now() - RETENTION
    is_emptied = Q(data="", at__lt=past)
    is_unreachable = Q(discarded_at__lt=past, post=None, page=None)
    rows.filter(is_emptied | is_unreachable).delete()


def absorb(user: User, model: str, article: Article | None, desk: DeskState) -> None:
    """Empty the autosaves that a form contains, now that its own session has stored it.

    These are of the page's earlier sessions, and of those it continues, up to a number.
    Anything typed there since then stays. So does the number: it identifies the same
    autosave if a browser hands it in later.
    """
    not_discarded = Autosave.objects.filter(user=user, discarded_at=None)
    owner = {"user": user, "model": model, **(of_article(article) if article else {})}
    before = [(session, ANY_SEQUENCE) for session in desk.after]
    for session, sequence in (*before, *desk.continues):
        empty = {"data": "", "sequence": sequence}
        Autosave.objects.get_or_create(session=session, defaults=owner | empty)
        rows = not_discarded.filter(session=session, sequence__lte=sequence)
        rows.update(**empty)


def newest_sequence(session: UUID) -> int:
    """Return the number of a session's last autosave, 0 if there is none."""
    row = Autosave.objects.filter(session=session).first()
    return row.sequence if row else 0


def find_autosave(
    user: User, model: str, article: Article | None, session: str
) -> QueryDict | None:
    """Return the form of a text as a session of this user has autosaved it.

    The form names its autosave, so that the page that shows it continues that one.
    """
    rows = Autosave.objects.of(article, model).filter(user=user)
    name = read_session(session)
    row = rows.filter(session=name).first() if name else None
    if not row:
        return None
    data = QueryDict(row.data, mutable=True)
    data["session"], data["sequence"] = str(row.session), str(row.sequence)
    return data
