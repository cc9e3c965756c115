"""Keeping what is typed: written down every other second, until it is saved."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Literal
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

from posts.models import KeptText, Revision
from posts.models.article import Article
from posts.models.history.related import belonging_to
from posts.models.history.snapshot import digest, snapshot

# Said by the form, not typed by anybody.
NOT_KEPT = ("csrfmiddlewaretoken", "sequence", "age", "continues")
DIGEST = re.compile(r"[0-9a-f]{32}")
SITTING = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
HELD = re.compile(rf"({SITTING}) (\d{{1,18}})")
LAST = 2**61  # a number that no copy reaches
REMEMBERED = timedelta(days=90)  # for browsers that hand in what they still have
MOST_READ = 4_000  # signs of what a page says of other sittings

type Outcome = Literal["kept", "older", "settled"]


class BadCopy(Exception):
    """What came does not say to which sitting it belongs."""


def keep(user: Any, model: str, article: Article | None, data: QueryDict) -> Outcome:
    """Keep a form as it was typed, in place of what the sitting had kept before, and of
    what it went on with.

    Returns "older" if the sitting has kept something newer, "settled" if it was saved
    or put aside. Raises BadCopy, and PermissionDenied for another user's sitting.
    """
    sitting, sequence, age = _read(data)
    at = timezone.now() - age
    values = {"data": _typed(data), "sequence": sequence, "at": at}
    values["version"] = read_version(data)
    with transaction.atomic():
        if Revision.objects.filter(sitting=sitting).exists():
            return "settled"
        belongs = belonging_to(article) if article else {}
        kept, is_new = KeptText.objects.get_or_create(
            sitting=sitting,
            defaults={"user": user, "model": model, **belongs, **values},
        )
        if kept.user_id != user.pk or kept.model != model:
            raise PermissionDenied
        if kept.article != article:
            raise BadCopy("This copy belongs to another text.")
        if kept.settled:
            return "settled"
        newer = KeptText.objects.filter(pk=kept.pk, sequence__lt=sequence)
        if not (is_new or newer.update(**values)):
            return "older"
        take_over(user, model, article, data)
        return "kept"


def _read(data: QueryDict) -> tuple[UUID, int, timedelta]:
    """Return whose copy it is, its number, and how long ago it was typed."""
    try:
        sequence, age = int(data.get("sequence") or 0), int(data.get("age") or 0)
        if not (0 <= sequence < 2**62 and 0 <= age < 2**40):
            raise ValueError
        return UUID(data.get("sitting", "")), sequence, timedelta(milliseconds=age)
    except ValueError as error:
        raise BadCopy("The copy does not say where it belongs.") from error


def _typed(data: QueryDict) -> str:
    typed = data.copy()
    for name in NOT_KEPT:
        typed.pop(name, None)
    return typed.urlencode()


def read_version(data: Mapping[str, Any]) -> str:
    """Return the digest that a form carries; "" if what it carries is none."""
    found = DIGEST.fullmatch(data.get("version", ""))
    return found[0] if found else ""


def settle(user: Any, sitting: UUID) -> None:
    """Put a sitting's copy aside: it stays in the history, and is offered no more."""
    kept = KeptText.objects.unsettled().filter(user=user, sitting=sitting)
    kept.update(settled=timezone.now())


def free_sitting(user: Any, sitting: UUID | None) -> UUID | None:
    """Return the sitting by which a save may be known: None if another save is, as when
    a form is sent twice, or if the sitting is somebody else's."""
    if sitting is None or Revision.objects.filter(sitting=sitting).exists():
        return None
    others = KeptText.objects.filter(sitting=sitting).exclude(user=user)
    return None if others.exists() else sitting


def forget(user: Any, sitting: UUID | None) -> None:
    """Drop the copy of a sitting that has been saved, and what is past all use: copies
    emptied long ago, and those put aside long ago of texts that were never begun."""
    kept_texts = KeptText.objects.filter(user=user)
    if sitting:
        kept_texts.filter(sitting=sitting).delete()
    past = timezone.now() - REMEMBERED
    is_emptied = Q(data="", at__lt=past)
    is_unreachable = Q(settled__lt=past, post=None, page=None)
    kept_texts.filter(is_emptied | is_unreachable).delete()


def take_over(user: Any, model: str, article: Article | None, data: QueryDict) -> None:
    """Empty the copies whose words a form has in it, now that its own sitting has them.

    Those are of the sittings that its page was in before, and what it went on with, up
    to a number. If more was typed there meanwhile, it stays. The number stays too: by
    that the same words are known when a browser hands them in later.
    """
    unsettled = KeptText.objects.filter(user=user, settled=None)
    owner = {"user": user, "model": model, **(belonging_to(article) if article else {})}
    before = [(sitting, LAST) for sitting in read_sittings(data.get("after", ""))]
    for sitting, sequence in (*before, *read_held(data)):
        held = {"data": "", "sequence": sequence}
        KeptText.objects.get_or_create(sitting=sitting, defaults=owner | held)
        unsettled.filter(sitting=sitting, sequence__lte=sequence).update(**held)


def read_sittings(text: str) -> list[str]:
    """Return the sittings that a form names."""
    return re.findall(SITTING, text[-MOST_READ:])


def read_held(data: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Return the kept copies that a form goes on with: sittings, and up to which number
    it has their words."""
    found = HELD.findall(data.get("continues", "")[-MOST_READ:])
    return [(sitting, int(sequence)) for sitting, sequence in found]


def renewed(data: QueryDict) -> QueryDict:
    """Return what was sent, for the page that answers it: a sitting of its own.

    The page that it was sent from may be there still, and be typed in.
    """
    data = data.copy()
    held = f"{data.get('sitting', '')} {data.get('sequence', '')}"
    if HELD.fullmatch(held):
        data["continues"] = f"{data.get('continues', '')} {held}".strip()
    data["sitting"] = str(uuid4())
    return data


def newest_sequence(sitting: str) -> int:
    """Return the number of what a sitting has kept last, 0 if nothing.

    Raises BadCopy for what names no sitting.
    """
    try:
        kept = KeptText.objects.filter(sitting=UUID(sitting)).first()
    except ValueError as error:
        raise BadCopy("The copy does not say where it belongs.") from error
    return kept.sequence if kept else 0


def find_kept(
    user: Any, model: str, article: Article | None, sitting: str
) -> QueryDict | None:
    """Return the form that a sitting of this user has kept of a text, as typed.

    It gets a sitting of its own. Under the same one, two windows that go on with it
    would replace each other's words.
    """
    kept_texts = KeptText.objects.of(article, model).filter(user=user)
    try:
        kept = kept_texts.filter(sitting=UUID(sitting)).first()
    except ValueError:
        return None
    if not kept:
        return None
    data = QueryDict(kept.data, mutable=True)
    data["sitting"] = str(uuid4())
    data["continues"] = f"{kept.sitting} {kept.sequence}"
    return data


def others_at_work(user: Any, article: Article) -> list[KeptText]:
    """Return what others have typed of this text in the last minutes, unsaved."""
    since = timezone.now() - timedelta(minutes=5)
    kept_texts = KeptText.objects.of(article, "").unsettled().exclude(user=user)
    return list(kept_texts.filter(at__gt=since).select_related("user"))


def version_of(article: Article | None) -> str:
    """Return what a form carries to tell what it was started from; "" if new."""
    return digest(snapshot(article)) if article else ""
