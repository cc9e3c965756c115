"""Which text a request of the desk is about, and whether it may be touched."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from posts.models.article import Article
from posts.models.kinds import ARTICLES


def find_target(request: HttpRequest) -> tuple[Any, Any]:
    """Return the model admin and the text, None for a new one, that the query names.

    Raises Http404 for what does not exist, PermissionDenied for what the user may not
    change.
    """
    model = ARTICLES.get(request.GET.get("model", ""))
    if model is None:
        raise Http404("There is no such kind of text.")
    model_admin: Any = admin.site.get_model_admin(model)
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


def target_address(name: str, model: str, article: Article | None) -> str:
    """Return the address of one of the desk's endpoints for a text."""
    query = {"model": model} | ({"object": article.pk} if article else {})
    return f"{reverse(f'admin:markdown_{name}')}?{urlencode(query)}"
