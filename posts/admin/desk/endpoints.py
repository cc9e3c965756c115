"""What the desk asks of the server while somebody writes: preview, keeping, links."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.views import View
from markdownx.views import MarkdownifyView

from posts.admin.checks import check
from posts.compression import choose_coding, compress
from posts.models import DraftLink
from posts.models.article import MAX_LENGTHS
from posts.models.history.related import belonging_to

from .autosaving import BadCopy, keep, settle
from .preview import page_html
from .recovery import offers
from .report import Report
from .routes import find_target
from .unsaved_text import unsaved


def refusal(sentence: str) -> HttpResponse:
    """Return a 400 that the script can show as it is."""
    return HttpResponse(sentence, status=400, content_type="text/plain; charset=utf-8")


class PreviewView(MarkdownifyView):
    """POST a text's form; its page, its report and its length come back as JSON."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        model_admin, article = find_target(request)
        for name, most in MAX_LENGTHS.items():
            if len(request.POST.get(name, "")) > most:
                return refusal(f"The {name} is too long to preview.")
        form_class = model_admin.get_form(request, article, change=bool(article))
        form = form_class(request.POST, instance=article)
        text = unsaved(form)
        report = Report(check(text, user=request.user))
        answer = {
            "report": report.html(),
            "reportDigest": report.digest,
            "isBlocked": report.blocks,
            "findings": len(report.findings),
            "words": text.word_count,
            "minutes": text.reading_minutes,
            "page": page_html(request, text, form.date_to_come),
        }
        return compressed(request, JsonResponse(answer))


def compressed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return the answer in the best coding: it goes over the line at every pause."""
    compress(response, choose_coding(request.headers.get("Accept-Encoding", "")))
    return response


class KeepView(View):
    """POST a text's form as typed; `state` comes back: kept, older or settled."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        model_admin, article = find_target(request)
        model = model_admin.opts.model_name
        try:
            state = keep(request.user, model, article, request.POST)
        except BadCopy as error:
            return refusal(str(error))
        return JsonResponse({"state": state})


class OffersView(View):
    """GET what this user has typed of a text and not saved, as HTML."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest) -> HttpResponse:
        model_admin, article = find_target(request)
        found = offers(request, model_admin, article)
        address = desk_address(model_admin, article)
        context = {"offers": found, "desk_address": address}
        html = render_to_string("admin/desk/_recovery.html", context, request)
        return HttpResponse(html)


class SettleView(View):
    """POST `sitting`: what it had kept is put aside."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        model_admin, article = find_target(request)
        sitting = read_uuid(request.POST.get("sitting", ""))
        settle(request.user, sitting)
        address = desk_address(model_admin, article)
        undo = format_html('<a href="{}?kept={}">Take it back</a>', address, sitting)
        messages.info(request, format_html("Put aside. {}.", undo))
        return HttpResponseRedirect(address)


class ShareView(View):
    """POST to make a private link to a saved text; with `revoke`, to end one."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        model_admin, article = find_target(request)
        if article is None:
            raise BadRequest("Save the text first.")
        if key := request.POST.get("revoke"):
            links = DraftLink.objects.filter(**belonging_to(article))
            links.filter(token=key.replace("\0", "")).delete()
            messages.success(request, "The private link leads nowhere any more.")
        elif article.is_published or article.trashed_at:
            messages.error(request, "Only a text that is not public has private links.")
        else:
            link = DraftLink.objects.create(
                **belonging_to(article), by_id=request.user.pk
            )
            made = 'Here is a private link, for two weeks: <a href="{0}">{0}</a>'
            messages.success(request, format_html(made, link.address))
        return HttpResponseRedirect(desk_address(model_admin, article))


def read_uuid(text: str) -> UUID:
    """Return the UUID that a text writes. Raises BadRequest."""
    try:
        return UUID(text)
    except ValueError as error:
        raise BadRequest("This is no sitting.") from error


def desk_address(model_admin: Any, article: Any) -> str:
    """Return where the desk of a text is; of None, of a new one."""
    name = f"admin:posts_{model_admin.opts.model_name}"
    if article is None:
        return reverse(f"{name}_add")
    return reverse(f"{name}_change", args=[article.pk])


# By the names under which the admin site mounts them.
ENDPOINTS: dict[str, Callable[..., HttpResponseBase]] = {
    "preview": PreviewView.as_view(),
    "keep": KeepView.as_view(),
    "offers": OffersView.as_view(),
    "settle": SettleView.as_view(),
    "share": ShareView.as_view(),
}
