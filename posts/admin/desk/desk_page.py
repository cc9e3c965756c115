"""The desk's page: what it shows around the form of a text."""

from collections.abc import Mapping
from typing import cast

from django.contrib.admin.helpers import AdminForm, Fieldset
from django.http import HttpRequest
from django.urls import reverse

from posts.admin.base import account_of
from posts.admin.checks.report import Report
from posts.models import DraftLink
from posts.models.article import Article

from .article_form import ArticleForm
from .endpoints import DESK_ENDPOINTS
from .recovery import RESUMED, others_at_work, recoverable
from .routes import TextAdmin, desk_address, endpoint_address

# The name of the fieldset that is shown in the publishing panel.
DATE_FIELDSET = "Date"


def page_context(
    request: HttpRequest,
    model_admin: TextAdmin,
    adminform: AdminForm,
    given: Mapping[str, object],
) -> dict[str, object]:
    """Return the context of admin/desk/desk.html, in addition to Django's.

    `given` has the `notice` or the `conflict` of a form that was not saved.
    """
    form = cast("ArticleForm", adminform.form)
    report = Report.of(form.unsaved() if form.is_bound else form.article, request.user)
    desk = _desk(request, model_admin, form, report)
    if given.get("notice") != RESUMED:
        continued = form.desk.answered().continues
        desk["recoverable"] = recoverable(request, model_admin, form.stored, continued)
    return {
        # None of the admin's own scripts is needed.
        "media": form.media,
        "notice": given.get("notice", ""),
        "conflict": given.get("conflict"),
        "report": report,
        "desk": desk | _fieldsets(list(adminform), form),
    }


def _desk(
    request: HttpRequest, model_admin: TextAdmin, form: ArticleForm, report: Report
) -> dict[str, object]:
    model = str(model_admin.opts.model_name)
    article = form.stored
    key = article.pk if article else None
    name = f"admin:posts_{model}"
    # A page that answers another one begins a new session.
    desk = form.desk.answered() if form.is_bound else form.desk
    inputs = desk.inputs() | {"state": form.state, "report": report.digest}
    return {
        "urls": {
            endpoint: endpoint_address(endpoint, model, key)
            for endpoint in DESK_ENDPOINTS
        },
        "inputs": inputs,
        "address": desk_address(model, key),
        "public": _public_address(model_admin.model, form),
        "list": reverse(f"{name}_changelist"),
        "history": key and reverse(f"{name}_history", args=[key]),
        "trash": key and reverse(f"{name}_delete", args=[key]),
        "state": form.state,
        "saves_in_place": bool(key) and not form.is_bound,
        "actions": form.actions,
        "others": others_at_work(account_of(request), article) if article else [],
        "links": list(DraftLink.objects.of(article)) if article else [],
        "key": f"{request.user.pk}:{model}:{key or 'new'}",
    }


def _fieldsets(fieldsets: list[Fieldset], form: ArticleForm) -> dict[str, object]:
    by_name = {it.name: it for it in fieldsets}  # type: ignore[attr-defined]
    date = by_name.pop(DATE_FIELDSET)
    writing, *drawers = by_name.values()
    return {
        "writing": writing,
        "drawers": drawers,
        "date": date,
        "is_about_publishing": _is_about_publishing(form),
    }


def _is_about_publishing(form: ArticleForm) -> bool:
    """Return whether the errors are to be fixed in the publishing panel."""
    codes = {error.code for error in form.non_field_errors().as_data()}
    return bool(form.errors.keys() & {"published_at", "note"} or "report" in codes)


def _public_address(model: type[Article], form: ArticleForm) -> str:
    """Return the stored address; the one in the form may be invalid."""
    slug = form.initial.get("slug")
    return str(model(slug=slug).get_absolute_url()) if slug else ""
