"""Deleting: first to the trash, then for good."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from posts.admin.row_keys import is_key
from posts.admin.undo import undoable
from posts.models.article import Article, ArticleQuerySet

from .bulk_actions import DELETE, RESTORE, TRASH
from .bulk_admin import CHANGED, BulkAdmin, Plan, TextsChanged

# One Undo button takes out no more than this.
MAX_RESTORED = 200


class TrashAdmin(BulkAdmin):
    change_list_template = "admin/bulk/text_list.html"

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        ours = [
            path(
                "trash/restore/",
                view(require_POST(self.restore_view)),
                name=f"{name}_restore_from_trash",
            ),
            path("trash/empty/", view(self.empty_view), name=f"{name}_empty_trash"),
        ]
        return [*ours, *super().get_urls()]

    # One text

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: object = None
    ) -> HttpResponse:
        """Move a text to the trash, or delete it for good if it is already there."""
        article: Article | None = self.get_object(request, object_id)
        if article is None:
            raise Http404("There is no such text.")
        if not self.has_delete_permission(request, article):
            raise PermissionDenied
        return self.confirm(
            request,
            DELETE if article.trashed_at else TRASH,
            self._texts(request).filter(pk=article.pk),
            back=reverse(self._name("change"), args=[article.pk]),
            then=self._trash_address() if article.trashed_at else self._list_address(),
        )

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Show a page about a text in the trash, in place of its form.

        A form that is sent is refused when it is saved, and stays on the screen; so
        does an autosave.
        """
        has_form = request.method == "POST" or "autosave" in request.GET
        article = None if has_form else self.get_object(request, object_id)
        if article and article.trashed_at:
            return self._show_trashed(request, article)
        return super().change_view(request, object_id, form_url, extra_context)

    def _show_trashed(self, request: HttpRequest, article: Article) -> HttpResponse:
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "In the trash",
            "subtitle": str(article),
            "article": article,
            "may_delete": self.has_delete_permission(request, article),
            "list": self._trash_address(),
            "restore": reverse(self._name("restore_from_trash")),
            "delete": reverse(self._name("delete"), args=[article.pk]),
            "history": reverse(self._name("history"), args=[article.pk]),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/bulk/text_in_trash.html", context)

    # Several

    def empty_view(self, request: HttpRequest) -> HttpResponse:
        """Delete for good everything in the trash that this user may delete."""
        if not self.has_delete_permission(request):
            raise PermissionDenied
        texts = self._texts(request).trashed()
        back = self._trash_address()
        then = self._list_address()
        return self.confirm(request, DELETE, texts, back=back, then=then)

    def restore_view(self, request: HttpRequest) -> HttpResponse:
        """Restore from the trash the texts whose keys are in `texts`."""
        if not self.has_delete_permission(request):
            raise PermissionDenied
        keys = [*filter(is_key, request.POST.get("texts", "").split(","))]
        chosen = self._texts(request).filter(pk__in=keys[:MAX_RESTORED])
        plan = self.plan(request, RESTORE, chosen)
        if not plan.affected:
            sentence = "There was nothing to restore from the trash."
            self.message_user(request, sentence, messages.WARNING)
            return HttpResponseRedirect(self._list_address())
        try:
            self.carry_out(request, plan)
        except TextsChanged:
            self.message_user(request, CHANGED, messages.WARNING)
        if len(plan.affected) == 1:
            address = reverse(self._name("change"), args=[plan.affected[0].pk])
            return HttpResponseRedirect(address)
        return HttpResponseRedirect(self._list_address())

    def add_success_message(self, request: HttpRequest, plan: Plan) -> None:
        if plan.action is not TRASH or len(plan.affected) > MAX_RESTORED:
            return super().add_success_message(request, plan)
        self.message_user(request, self._undoable(request, plan), messages.SUCCESS)

    def _undoable(self, request: HttpRequest, plan: Plan) -> SafeString:
        """Return the message, with a button that takes the same texts out again."""
        keys = ",".join(str(text.pk) for text in plan.affected)
        sentence = plan.action.message.format(self.name_texts(plan.affected))
        address = reverse(self._name("restore_from_trash"))
        return undoable(request, sentence, address, texts=keys)

    # The list

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        context = {
            "is_trash": request.GET.get("state") == "trash",
            "trash_count": self._texts(request).trashed().count(),
            "trash_address": self._trash_address(),
            "empty_address": reverse(self._name("empty_trash")),
            "may_empty": self.has_delete_permission(request),
        }
        return super().changelist_view(request, context | (extra_context or {}))

    def _texts(self, request: HttpRequest) -> ArticleQuerySet:
        return cast("ArticleQuerySet", self.get_queryset(request))

    def _name(self, view: str) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}"

    def _list_address(self) -> str:
        return reverse(self._name("changelist"))

    def _trash_address(self) -> str:
        return f"{self._list_address()}?state=trash"
