"""Recovery: what was autosaved but never saved, and how it differs from the text."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from posts.admin.history.differences import (
    NOTHING,
    FieldDifference,
    differences,
    value_in_words,
)
from posts.models import Autosave
from posts.models.article import Article
from posts.models.history.snapshot import Snapshot, snapshot

from .article_form import ArticleForm, form_of
from .routes import TextAdmin, desk_address

MAX_SHOWN = 3
MAX_COMPARED = 20
MAX_LISTED = 5
# The notice on a page that shows an autosave.
RESUMED = "This text was autosaved for you. It is not saved yet."
# The form's fields that have another name in a snapshot.
KNOWN_AS = {"byline": "authors"}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recoverable:
    """An autosave that differs from what is stored, and how; `differences` is None if
    they cannot be compared."""

    autosave: Autosave
    differences: list[FieldDifference] | None
    title: str


def recoverable(
    request: HttpRequest,
    model_admin: TextAdmin,
    article: Article | None,
    continued: Iterable[tuple[str, int]] = (),
) -> list[Recoverable]:
    """Return this user's autosaves of a text, the newest first.

    Those that a page has `continued`, up to a number for each editing session, are left
    out. Those that do not differ from the text are deleted.
    """
    model = str(model_admin.opts.model_name)
    if article:
        may_save = model_admin.has_change_permission(request, article)
    else:
        may_save = model_admin.has_add_permission(request)
    autosaves = Autosave.objects.of(article, model).not_discarded()
    for session, sequence in continued:
        autosaves = autosaves.exclude(session=session, sequence__lte=sequence)
    found: list[Recoverable] = []
    for autosave in autosaves.filter(user=request.user.pk)[:MAX_COMPARED]:
        # A read-only form has no fields to read an autosave with.
        row = Recoverable(autosave, None, "")
        if may_save:
            row = _recoverable(request, model_admin, article, autosave)
        if row.differences == []:
            # Not discarded: its session may still be open in another window.
            same = Autosave.objects.filter(pk=autosave.pk, sequence=autosave.sequence)
            same.delete()
        else:
            found.append(row)
        if len(found) == MAX_SHOWN:
            break
    return found


def _recoverable(
    request: HttpRequest,
    model_admin: TextAdmin,
    article: Article | None,
    autosave: Autosave,
) -> Recoverable:
    stored = model_admin.get_object(request, str(article.pk)) if article else None
    empty = stored or form_of(request, model_admin, None, QueryDict()).unsaved()
    before = snapshot(empty)
    form = form_of(request, model_admin, stored, QueryDict(autosave.data))
    try:
        typed = form.unsaved()
        seen = differences(before, snapshot(typed), str(model_admin.opts.model_name))
        seen += _unread(form, before, seen)
    except Exception:
        # An autosave that cannot be compared must not block all the others.
        log.exception("The autosave %s cannot be compared.", autosave.pk)
        return Recoverable(autosave, None, "")
    return Recoverable(autosave, seen, str(typed))


def _unread(
    form: ArticleForm, before: Snapshot, seen: list[FieldDifference]
) -> list[FieldDifference]:
    """Return what was typed but is not in the text: invalid values, and the note, which
    belongs to the save."""
    found: list[FieldDifference] = []
    names = {difference.name for difference in seen}
    for field in form.visible_fields():
        name = KNOWN_AS.get(field.name, field.name)
        is_read = name in before and field.name not in form.errors
        if is_read or name in names or field.name not in form.changed_data:
            continue
        was = value_in_words(name, before.get(name))
        typed = str(form.data.get(field.name) or NOTHING)
        label = str(field.label)
        found.append(FieldDifference(name, label, "value", before=was, after=typed))
    return found


def others_at_work(user: User, article: Article) -> list[Autosave]:
    """Return the autosaves that others have made of this text in the last minutes."""
    since = timezone.now() - timedelta(minutes=5)
    rows = Autosave.objects.of(article, "").not_discarded().exclude(user=user)
    return list(rows.filter(at__gt=since).select_related("user"))


@dataclass(frozen=True, slots=True)
class ListedAutosave:
    """An autosave above the list of texts: its title, and the address to resume it."""

    autosave: Autosave
    title: str
    address: str
    is_begun: bool


def unsaved_words(request: HttpRequest, model_admin: TextAdmin) -> list[ListedAutosave]:
    """Return this account's last autosaves of texts that it may open; one query."""
    model = str(model_admin.opts.model_name)
    may_open = Q(**{f"{model}__in": model_admin.get_queryset(request).order_by()})
    if model_admin.has_add_permission(request):
        may_open |= Q(post=None, page=None)
    titles = (f"{model}__title", f"{model}__title_text")
    rows = Autosave.objects.not_discarded().filter(may_open, user=request.user.pk)
    rows = rows.filter(model=model).select_related(model)
    rows = rows.only("session", "at", "data", model, *titles)
    return [_in_list(model, row) for row in rows[:MAX_LISTED]]


def _in_list(model: str, autosave: Autosave) -> ListedAutosave:
    article = getattr(autosave, model)
    title = QueryDict(autosave.data).get("title") or str(article or "")
    address = desk_address(model, article and article.pk)
    address = f"{address}?autosave={autosave.session}"
    return ListedAutosave(
        autosave, title.strip() or "Untitled", address, article is None
    )
