"""Words typed and never saved: named above the list of texts, to go on with them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict

from posts.admin.base import EditorAdmin
from posts.models import KeptText

from .endpoints import desk_address

MOST_LISTED = 5


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A kept text: its title, and where to go on with it."""

    kept: KeptText
    title: str
    address: str
    is_begun: bool


class UnsavedWordsAdmin(EditorAdmin):
    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"unsaved_words": self._unsaved_words(request)}
        return super().changelist_view(request, context | (extra_context or {}))

    def _unsaved_words(self, request: HttpRequest) -> list[Unsaved]:
        """Return what this account has typed last and not saved, of texts that it may
        open; one query."""
        model = str(self.opts.model_name)
        may_open = Q(**{f"{model}__in": self.get_queryset(request).order_by()})
        if self.has_add_permission(request):
            may_open |= Q(post=None, page=None)
        titles = (f"{model}__title", f"{model}__title_text")
        rows = KeptText.objects.unsettled().filter(may_open, user=request.user.pk)
        rows = rows.filter(model=model).select_related(model)
        return [
            self._describe(kept)
            for kept in rows.only("sitting", "at", "data", model, *titles)[:MOST_LISTED]
        ]

    def _describe(self, kept: KeptText) -> Unsaved:
        article = getattr(kept, str(self.opts.model_name))
        title = QueryDict(kept.data).get("title") or str(article or "")
        address = f"{desk_address(self, article)}?kept={kept.sitting}"
        return Unsaved(kept, title.strip() or "Untitled", address, article is None)
