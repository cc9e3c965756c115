"""“View on site” in the admin: Django's own view shows staff the address of any row."""

from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

if TYPE_CHECKING:
    from django.contrib.admin import AdminSite


def view_on_site(
    request: HttpRequest, content_type_id: str, object_id: str, *, site: "AdminSite"
) -> HttpResponseBase:
    """Redirect to a row's public page, if this account may see the row in the admin."""
    model = _model(content_type_id)
    if model is None or not site.is_registered(model):
        raise Http404
    model_admin = site.get_model_admin(model)
    row = model_admin.get_object(request, object_id)
    if not row or not model_admin.has_view_permission(request, row):
        raise Http404
    if not hasattr(row, "get_absolute_url"):
        raise Http404
    return redirect(row.get_absolute_url())


def _model(content_type_id: str) -> type[Model] | None:
    try:
        return ContentType.objects.get_for_id(int(content_type_id)).model_class()
    except (ValueError, OverflowError, ContentType.DoesNotExist):
        return None
