"""Carrying what was typed through a sign-in that came between: no word gets lost."""

from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode
from django.views.csrf import csrf_failure as stock_csrf_failure

from posts.admin.row_keys import is_key
from posts.models.article import Article
from posts.models.kinds import ARTICLES

from .autosaving import BadCopy, keep, newest_sequence

DESKS = {
    f"posts_{model}_{verb}": model for model in ARTICLES for verb in ("add", "change")
}
# One less than Django reads again, because a sitting may be added.
MOST_FIELDS = 999
SIGNED_OUT = "Your sign-in had ended before this was saved."
GO_ON = "Here is every word of it: look it over, and save it again."
UNREADABLE = "What was sent could not be read, and is not kept."


def is_desk(path: str) -> bool:
    """Return whether a path is that of the form of a text."""
    return _desk(path) is not None


def read_carried(text: str) -> QueryDict:
    """Return the form that came along with a sign-in; an empty one if it is none."""
    try:
        return QueryDict(text)
    except SuspiciousOperation:  # it has too many fields
        return QueryDict()


def keep_carried(
    request: HttpRequest, path: str, data: QueryDict, *, why: str = SIGNED_OUT
) -> str:
    """Keep a form that could not be saved; return where to go on with it.

    It takes the place of what its own sitting had kept, if that is this user's still.
    A text that the user may not change becomes the beginning of a new one; who may not
    begin one is shown it to copy. `why` is told to the user. What cannot be a form of
    the desk is not kept.
    """
    found = _desk(path)
    if found is None:
        return path
    model_admin, article = found
    is_form = 0 < sum(len(values) for _, values in data.lists()) <= MOST_FIELDS
    if article and not model_admin.has_change_permission(request, article):
        article, data = None, _without(data, "sitting")
    if article is None:
        path = reverse(f"admin:posts_{model_admin.opts.model_name}_add")
    may_go_on = article or model_admin.has_add_permission(request)
    if not is_form:
        messages.warning(request, f"{why} {UNREADABLE}")
        return path if may_go_on else reverse("admin:index")
    if not may_go_on:
        data = _without(data, "after", "continues")  # no rows but the one to show
    sitting = _keep(request.user, model_admin.opts.model_name, article, data)
    messages.warning(request, f"{why} {GO_ON}" if may_go_on else why)
    query = urlencode({"kept": sitting})
    return f"{urlsplit(path).path}?{query}"


def show_to_copy(
    request: HttpRequest, model_admin: Any, data: QueryDict
) -> TemplateResponse:
    """Show the words of a form to somebody who may not save it."""
    form = model_admin.get_form(request)(data)
    typed = [
        (field.label, data[field.name])
        for field in form.visible_fields()
        if data.get(field.name)
    ]
    context = {
        **admin.site.each_context(request),
        "opts": model_admin.opts,
        "title": "Not saved",
        "typed": typed,
    }
    return TemplateResponse(request, "admin/desk/to_copy.html", context)


def _without(data: QueryDict, *names: str) -> QueryDict:
    """Return a form in which some fields are empty."""
    data = data.copy()
    for name in names:
        data[name] = ""
    return data


def _keep(user: Any, model: str, article: Article | None, data: QueryDict) -> str:
    data = data.copy()
    try:
        newest = newest_sequence(data.get("sitting", "")) + 1
        sent = data.get("sequence", "")
        data["sequence"] = str(max(newest, int(sent) if is_key(sent) else 0))
        if keep(user, model, article, data) == "kept":
            return str(data["sitting"])
    except (BadCopy, PermissionDenied):
        pass
    data["sitting"], data["sequence"], data["age"] = str(uuid4()), "1", "0"
    keep(user, model, article, data)
    return str(data["sitting"])


def _desk(path: str) -> tuple[Any, Article | None] | None:
    """Return the model admin and the text whose form a path is; None if it is none."""
    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return None
    model = DESKS.get(match.url_name or "")
    if match.namespaces != ["admin"] or model is None:
        return None
    model_admin = admin.site.get_model_admin(ARTICLES[model])
    key = str(match.kwargs.get("object_id", ""))
    rows = ARTICLES[model]._default_manager.all()
    article = rows.filter(pk=key).first() if is_key(key) else None
    return model_admin, article


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is no longer good.

    That happens to honest people who signed in again in another window. What they typed
    is kept and shown to them, unsaved, if the browser says that our own page sent it.
    """
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if not (is_ours and request.method == "POST" and is_desk(request.path)):
        return stock_csrf_failure(request, reason)
    site = admin.site
    if site.has_permission(request):
        return HttpResponseRedirect(keep_carried(request, request.path, request.POST))
    return sign_in_and_go_on(request)


def sign_in_and_go_on(request: HttpRequest) -> HttpResponse:
    """Return the sign-in page, with what was typed in it."""
    context = {
        "app_path": reverse("admin:login"),
        "next": request.get_full_path(),
        "carried": request.POST.urlencode(),
    }
    request.method = "GET"
    return admin.site.login(request, context)
