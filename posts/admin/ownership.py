"""Whose texts somebody may see and change: authors their own, editors all."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from posts.models.article import Article
from posts.models.permissions import may_change, may_delete, may_view, viewable_by

from .base import EditorAdmin


class OwnedAdmin(EditorAdmin):
    """An admin in which a text that is not somebody's to see does not exist for them:
    lists, forms, bulk actions and completion all start from `get_queryset`."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return viewable_by(request.user, super().get_queryset(request))

    def has_view_permission(
        self, request: HttpRequest, obj: Article | None = None
    ) -> bool:
        allowed = super().has_view_permission(request, obj)
        return allowed and (obj is None or may_view(request.user, obj))

    def has_change_permission(
        self, request: HttpRequest, obj: Article | None = None
    ) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_change(request.user, obj))

    def has_delete_permission(
        self, request: HttpRequest, obj: Article | None = None
    ) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or may_delete(request.user, obj))

    def save_model(
        self, request: HttpRequest, obj: Article, form: Any, change: bool
    ) -> None:
        """Whoever begins a text owns it."""
        if not change:
            obj.owner_id = request.user.pk
        super().save_model(request, obj, form, change)
