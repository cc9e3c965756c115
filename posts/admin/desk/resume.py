"""Resuming after signing in again: every word typed before is autosaved."""

from copy import copy
from urllib.parse import urlsplit
from uuid import uuid4

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.csrf import csrf_failure as stock_csrf_failure

from posts.admin.base import account_of
from posts.admin.row_keys import is_key
from posts.models.article import Article

from .article_form import form_of
from .autosaving import BadAutosave, autosave, newest_sequence
from .protocol import DeskState
from .routes import TextAdmin, desk_address, is_desk, text_of_desk

# One less than Django accepts, because a session may be added.
MAX_FIELDS = 999
SIGNED_OUT = "You were signed out before this was saved."
RESUME = "Here is every word of it. Check it, and save it again."
UNREADABLE = "The form could not be read, and was not stored."


def read_unsent(text: str) -> QueryDict:
    """Return the form that was sent along with a sign-in; an empty one if invalid."""
    try:
        return QueryDict(text)
    except SuspiciousOperation:  # it has too many fields
        return QueryDict()


def autosave_to_resume(
    request: HttpRequest, path: str, data: QueryDict, *, why: str = SIGNED_OUT
) -> str:
    """Autosave a form that could not be saved; return the address to resume it.

    It replaces the earlier autosave of its session, if that still belongs to this user.
    If the user may not change the text, it becomes a new text; a user who may not add
    one either is shown it to copy. The user is told `why`. What cannot be a form of the
    desk is not stored.
    """
    found = text_of_desk(path)
    if found is None:
        return path
    model_admin, article = found
    model = str(model_admin.opts.model_name)
    is_form = 0 < sum(len(values) for _, values in data.lists()) <= MAX_FIELDS
    if article and not model_admin.has_change_permission(request, article):
        article, data = None, _without(data, "session")
    if article is None:
        path = desk_address(model)
    may_resume = article or model_admin.has_add_permission(request)
    if not is_form:
        messages.warning(request, f"{why} {UNREADABLE}")
        return path if may_resume else reverse("admin:index")
    if not may_resume:
        data = _without(data, "after", "continues")  # no rows but the one to show
    session = _autosave(account_of(request), model, article, data)
    messages.warning(request, f"{why} {RESUME}" if may_resume else why)
    query = urlencode({"autosave": session})
    return f"{urlsplit(path).path}?{query}"


def show_to_copy(
    request: HttpRequest, model_admin: TextAdmin, data: QueryDict
) -> TemplateResponse:
    """Show what a form contains to a user who may not save it."""
    form = form_of(request, model_admin, None, data)
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
    """Return the form with some fields emptied."""
    data = data.copy()
    for name in names:
        data[name] = ""
    return data


def _autosave(user: User, model: str, article: Article | None, data: QueryDict) -> str:
    """Autosave a form in its own session, else in a new one; return the session."""
    data = data.copy()
    try:
        session = DeskState.read(data).session
        newest = newest_sequence(session) + 1 if session else 0
        sent = data.get("sequence", "")
        data["sequence"] = str(max(newest, int(sent) if is_key(sent) else 0))
        if autosave(user, model, article, data) == "stored":
            return str(session)
    except (BadAutosave, PermissionDenied):
        pass
    data["session"], data["sequence"], data["age"] = str(uuid4()), "1", "0"
    autosave(user, model, article, data)
    return str(data["session"])


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose CSRF token is no longer valid.

    This happens to legitimate users who have signed in again in another window. What
    they typed is autosaved and shown, if the browser says that our own page sent it.
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
    """Return the sign-in page, with the submitted form inside it."""
    context = {
        "app_path": reverse("admin:login"),
        "next": request.get_full_path(),
        "unsent": request.POST.urlencode(),
    }
    shown = copy(request)
    shown.method = "GET"
    return admin.site.login(shown, context)
