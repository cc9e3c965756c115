"""Resuming after a sign-in that came between: every word typed before is autosaved."""

from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.csrf import csrf_failure as stock_csrf_failure

from posts.admin.row_keys import is_key
from posts.models.article import Article

from .autosaving import BadAutosave, autosave, newest_sequence
from .protocol import read_session
from .routes import desk_address, is_desk, text_of_desk

# One less than Django reads again, because a session may be added.
MOST_FIELDS = 999
SIGNED_OUT = "Your sign-in had ended before this was saved."
GO_ON = "Here is every word of it: look it over, and save it again."
UNREADABLE = "What was sent could not be read, and is not stored."


def read_unsent(text: str) -> QueryDict:
    """Return the form that came along with a sign-in; an empty one if it is none."""
    try:
        return QueryDict(text)
    except SuspiciousOperation:  # it has too many fields
        return QueryDict()


def autosave_to_resume(
    request: HttpRequest, path: str, data: QueryDict, *, why: str = SIGNED_OUT
) -> str:
    """Autosave a form that could not be saved; return where to go on with it.

    It takes the place of what its own session had autosaved, if that is this user's
    still. A text that the user may not change becomes the beginning of a new one; who
    may not begin one is shown it to copy. `why` is told to the user. What cannot be a
    form of the desk is not stored.
    """
    found = text_of_desk(path)
    if found is None:
        return path
    model_admin, article = found
    model = str(model_admin.opts.model_name)
    is_form = 0 < sum(len(values) for _, values in data.lists()) <= MOST_FIELDS
    if article and not model_admin.has_change_permission(request, article):
        article, data = None, _without(data, "session")
    if article is None:
        path = desk_address(model)
    may_go_on = article or model_admin.has_add_permission(request)
    if not is_form:
        messages.warning(request, f"{why} {UNREADABLE}")
        return path if may_go_on else reverse("admin:index")
    if not may_go_on:
        data = _without(data, "after", "continues")  # no rows but the one to show
    session = _autosave(request.user, model, article, data)
    messages.warning(request, f"{why} {GO_ON}" if may_go_on else why)
    query = urlencode({"autosave": session})
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


def _autosave(user: Any, model: str, article: Article | None, data: QueryDict) -> str:
    """Autosave a form in its own session, or else in a new one; return which."""
    data = data.copy()
    try:
        session = read_session(data.get("session", ""))
        newest = newest_sequence(session) + 1 if session else 0
        sent = data.get("sequence", "")
        data["sequence"] = str(max(newest, int(sent) if is_key(sent) else 0))
        if autosave(user, model, article, data) == "stored":
            return str(data["session"])
    except (BadAutosave, PermissionDenied):
        pass
    data["session"], data["sequence"], data["age"] = str(uuid4()), "1", "0"
    autosave(user, model, article, data)
    return str(data["session"])


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is no longer good.

    That happens to honest people who signed in again in another window. What they typed
    is autosaved and shown to them, if the browser says that our own page sent it.
    """
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if not (is_ours and request.method == "POST" and is_desk(request.path)):
        return stock_csrf_failure(request, reason)
    site = admin.site
    if site.has_permission(request):
        return HttpResponseRedirect(
            autosave_to_resume(request, request.path, request.POST)
        )
    return sign_in_to_resume(request)


def sign_in_to_resume(request: HttpRequest) -> HttpResponse:
    """Return the sign-in page, with what was typed in it."""
    context = {
        "app_path": reverse("admin:login"),
        "next": request.get_full_path(),
        "unsent": request.POST.urlencode(),
    }
    request.method = "GET"
    return admin.site.login(request, context)
