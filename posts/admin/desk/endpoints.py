"""What the desk's scripts ask of the server while somebody writes."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.views import View
from markdownx.views import MarkdownifyView

from posts.admin.base import account_of
from posts.admin.checks.report import Report
from posts.compression import choose_coding, compress
from posts.models import DraftLink
from posts.models.article import MAX_LENGTHS, Article
from posts.models.history.related import of_article

from .article_form import form_of
from .autosaving import BadAutosave, autosave, discard
from .preview import page_html
from .protocol import read_session
from .recovery import recoverable
from .routes import TextAdmin, desk_address, find_target


def refusal_response(sentence: str) -> HttpResponse:
    """Return a 400 whose sentence the script shows unchanged."""
    return HttpResponse(sentence, status=400, content_type="text/plain; charset=utf-8")


class PreviewView(MarkdownifyView):
    """POST a text's form; its page, report and length come back as JSON."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        model_admin, article = find_target(request)
        for name, most in MAX_LENGTHS.items():
            if len(request.POST.get(name, "")) > most:
                return refusal_response(f"The {name} is too long to preview.")
        form = form_of(request, model_admin, article, request.POST)
        text = form.unsaved()
        report = Report.of(text, request.user)
        answer = {
            "report": report.html(),
            "reportDigest": report.digest,
            "findings": len(report.findings),
            "words": text.word_count,
            "minutes": text.reading_minutes,
            "page": page_html(request, text, form.date_if_published),
        }
        return compressed(request, JsonResponse(answer))


def compressed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return the response compressed: one is sent at every pause in typing."""
    compress(response, choose_coding(request.headers.get("Accept-Encoding", "")))
    return response


class AutosaveView(View):
    """POST a text's form as typed; `state` comes back: stored, older or closed."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        model_admin, article = find_target(request)
        model = str(model_admin.opts.model_name)
        try:
            state = autosave(account_of(request), model, article, request.POST)
        except BadAutosave as error:
            return refusal_response(str(error))
        return JsonResponse({"state": state})


class RecoveryView(View):
    """GET this user's autosaves of a text, as HTML."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest) -> HttpResponse:
        model_admin, article = find_target(request)
        found = recoverable(request, model_admin, article)
        address = _desk_address(model_admin, article)
        context = {"recoverable": found, "desk_address": address}
        html = render_to_string("admin/desk/_recovery.html", context, request)
        return HttpResponse(html)


class DiscardAutosaveView(View):
    """POST `session` to discard its autosave."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        model_admin, article = find_target(request)
        session = read_session(request.POST.get("session", ""))
        if session is None:
            raise BadRequest("This is not an editing session.")
        discard(account_of(request), session)
        address = _desk_address(model_admin, article)
        undo = format_html('<a href="{}?autosave={}">Undo</a>', address, session)
        messages.info(request, format_html("Discarded. {}.", undo))
        return HttpResponseRedirect(address)


class DraftLinkView(View):
    """POST to create a draft link to a saved text; with `revoke`, to delete one."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        model_admin, article = find_target(request)
        if article is None:
            raise BadRequest("Save the text first.")
        if key := request.POST.get("revoke"):
            links = DraftLink.objects.filter(**of_article(article))
            links.filter(token=key.replace("\0", "")).delete()
            messages.success(request, "The draft link was revoked.")
        elif article.is_published or article.trashed_at:
            messages.error(request, "Only drafts and scheduled texts have draft links.")
        else:
            link = DraftLink.objects.create(
                **of_article(article), by_id=request.user.pk
            )
            made = 'Here is a draft link, valid for two weeks: <a href="{0}">{0}</a>'
            messages.success(request, format_html(made, link.address))
        return HttpResponseRedirect(_desk_address(model_admin, article))


def _desk_address(model_admin: TextAdmin, article: Article | None) -> str:
    key = article.pk if article else None
    return desk_address(str(model_admin.opts.model_name), key)


# By the names under which the admin site includes them.
DESK_ENDPOINTS: dict[str, Callable[..., HttpResponseBase]] = {
    "preview": PreviewView.as_view(),
    "autosave": AutosaveView.as_view(),
    "recovery": RecoveryView.as_view(),
    "discard_autosave": DiscardAutosaveView.as_view(),
    "draft_link": DraftLinkView.as_view(),
}
