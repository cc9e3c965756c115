"""Saving in place: the answer to a script that stays on the page."""

from django.contrib.messages import get_messages
from django.forms import ModelForm, Textarea, TextInput
from django.http import HttpRequest, JsonResponse, QueryDict
from django.utils.html import conditional_escape

from posts.models.article import Article

from .article_form import form_of
from .bylines import IdentitiesInput
from .date_field import DateInput
from .protocol import digest_of
from .routes import TextAdmin

JSON = "application/json"
TIDIED = (TextInput, Textarea, IdentitiesInput)


def is_in_place(request: HttpRequest) -> bool:
    """Return whether a script sent the form, and its page stays open."""
    return request.headers.get("Accept") == JSON


def saved_in_place(
    request: HttpRequest, model_admin: TextAdmin, article: Article, said: str
) -> JsonResponse:
    """Answer a save with what must change on its page.

    `said` and `warnings` are HTML, `values` are the fields that saving has tidied, and
    `actions` are the sentences beside the buttons.
    """
    warnings = [conditional_escape(it.message) for it in get_messages(request)]
    form = form_of(request, model_admin, article)
    answer = {
        "said": conditional_escape(said),
        "warnings": warnings,
        "base_digest": digest_of(article),
        "actions": {action.name: action.sentence for action in form.actions},
        "values": _tidied(form, request.POST),
        "public": article.get_absolute_url(),
    }
    return JsonResponse(answer)


def _tidied(form: ModelForm, typed: QueryDict) -> dict[str, str]:
    tidied: dict[str, str] = {}
    for bound in form:
        widget = bound.field.widget
        if isinstance(widget, DateInput) and typed.get(bound.name):
            # One emptied on purpose stays so, though a draft's form proposes a date.
            names = [bound.name, f"{bound.name}_time"]
            parts = zip(names, widget.decompress(bound.value()), strict=True)
            tidied |= {name: part for name, part in parts if part != typed.get(name)}
        if isinstance(widget, TIDIED) and bound.name in typed:
            shown = str(widget.format_value(bound.value()) or "")
            if shown.splitlines() != str(typed[bound.name]).splitlines():
                tidied[bound.name] = shown
    return tidied
