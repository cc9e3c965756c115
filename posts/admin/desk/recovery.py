"""What was kept and never saved, offered again with how it differs from the text."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from posts.admin.history.differences import (
    NOTHING,
    FieldDifference,
    differences,
    in_words,
)
from posts.models import KeptText
from posts.models.article import Article
from posts.models.history.snapshot import Snapshot, snapshot

from .article_form import ArticleForm
from .unsaved_text import unsaved

MOST_OFFERED = 3
MOST_COMPARED = 20
# The form's fields that a snapshot knows by another name.
KNOWN_AS = {"byline": "authors"}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Offer:
    """Something kept that differs from what is stored, and how; `differences` is None
    where that cannot be told."""

    kept: KeptText
    differences: list[FieldDifference] | None
    title: str


def offers(
    request: HttpRequest,
    model_admin: Any,
    article: Article | None,
    held: Iterable[tuple[str, int]] = (),
) -> list[Offer]:
    """Return what this user has typed of a text and not saved, the newest first.

    Left out is what a page has already, which it `held` up to a number for each
    sitting. What differs in nothing is deleted.
    """
    model = model_admin.opts.model_name
    if article:
        may_save = model_admin.has_change_permission(request, article)
    else:
        may_save = model_admin.has_add_permission(request)
    kept_texts = KeptText.objects.of(article, model).unsettled()
    for sitting, sequence in held:
        kept_texts = kept_texts.exclude(sitting=sitting, sequence__lte=sequence)
    found: list[Offer] = []
    for kept in kept_texts.filter(user=request.user.pk)[:MOST_COMPARED]:
        # A form that only shows a text has no fields to read a copy by.
        offer = Offer(kept, None, "")
        if may_save:
            offer = _offer(request, model_admin, article, kept)
        if offer.differences == []:
            # Not settled: its sitting may be typed in still, by another window.
            same = KeptText.objects.filter(pk=kept.pk, sequence=kept.sequence)
            same.delete()
        else:
            found.append(offer)
        if len(found) == MOST_OFFERED:
            break
    return found


def _offer(
    request: HttpRequest, model_admin: Any, article: Article | None, kept: KeptText
) -> Offer:
    stored = model_admin.get_object(request, str(article.pk)) if article else None
    form_class = model_admin.get_form(request, stored, change=bool(stored))
    form_class.guard = None  # nothing is saved
    before = snapshot(stored) if stored else snapshot(unsaved(form_class(QueryDict())))
    form = form_class(QueryDict(kept.data), instance=stored)
    try:
        typed = unsaved(form)
        seen = differences(before, snapshot(typed), model_admin.opts.model_name)
        seen += _unread(form, before, seen)
    except Exception:
        # One copy that nobody can compare must not keep its author from all the others.
        log.exception("The kept text %s cannot be compared.", kept.pk)
        return Offer(kept, None, "")
    return Offer(kept, seen, str(typed))


def _unread(
    form: ArticleForm, before: Snapshot, seen: list[FieldDifference]
) -> list[FieldDifference]:
    """Return what was typed and is not in the text: no valid value, or the note, which
    is of the save and not of the text."""
    found: list[FieldDifference] = []
    names = {difference.name for difference in seen}
    for field in form.visible_fields():
        name = KNOWN_AS.get(field.name, field.name)
        is_read = name in before and field.name not in form.errors
        if is_read or name in names or field.name not in form.changed_data:
            continue
        was = in_words(name, before.get(name))
        typed = str(form.data.get(field.name) or NOTHING)
        label = str(field.label)
        found.append(FieldDifference(name, label, "value", before=was, after=typed))
    return found
