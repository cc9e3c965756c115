"""The addresses of the desk: which text each one is about, and who may open it."""

from urllib.parse import urlsplit

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode

from posts.admin.row_keys import is_key
from posts.models.article import Article
from posts.models.kinds import ARTICLES

DESKS = {
    f"posts_{model}_{verb}": model for model in ARTICLES for verb in ("add", "change")
}

# The admin of posts, or of pages.
type TextAdmin = ModelAdmin[Article]


def find_target(request: HttpRequest) -> tuple[TextAdmin, Article | None]:
    """Return the model admin and the text in the query string; None for a new text.

    Raises Http404 for what does not exist, PermissionDenied for what the user may not
    change.
    """
    model = ARTICLES.get(request.GET.get("model", ""))
    if model is None:
        raise Http404("There is no such kind of text.")
    model_admin: TextAdmin = admin.site.get_model_admin(model)
    key = request.GET.get("object", "")
    if not key:
        if not model_admin.has_add_permission(request):
            raise PermissionDenied
        return model_admin, None
    article = model_admin.get_object(request, key)
    if article is None:
        raise Http404("There is no such text.")
    if not model_admin.has_change_permission(request, article):
        raise PermissionDenied
    return model_admin, article


def endpoint_address(name: str, model: str, key: int | None) -> str:
    """Return the address of one of the desk's endpoints for a text."""
    query = {"model": model} | ({"object": key} if key else {})
    return f"{reverse(f'admin:markdown_{name}')}?{urlencode(query)}"


def desk_address(model: str, key: int | None = None) -> str:
    """Return the address of a text's desk; without a key, a new text's."""
    if key is None:
        return reverse(f"admin:posts_{model}_add")
    return reverse(f"admin:posts_{model}_change", args=[key])


def is_desk(path: str) -> bool:
    """Return whether a path is that of a text's form."""
    return text_of_desk(path) is not None


def text_of_desk(path: str) -> tuple[TextAdmin, Article | None] | None:
    """Return the model admin and the text of the form at a path, if it is a form's."""
    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return None
    model = DESKS.get(match.url_name or "")
    if match.namespaces != ["admin"] or model is None:
        return None
    key = str(match.kwargs.get("object_id", ""))
    rows = ARTICLES[model]._default_manager.all()
    article = rows.filter(pk=key).first() if is_key(key) else None
    return admin.site.get_model_admin(ARTICLES[model]), article
