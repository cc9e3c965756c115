"""The admin of tags, in place of taggit's own."""

from collections.abc import Callable
from urllib.parse import urlencode

# Imported here, so that it registers its admin before that is unregistered: its action
# for merging tags loses associations and checks no permission.
import taggit.admin  # noqa: F401
from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from taggit.models import Tag as StockTag

from posts.admin.base import CountedAdmin, account_of
from posts.models import Tag
from posts.models.tags.tag_changes import recorded

from .similar_tag_warnings import warn_of_similar_tags
from .tag_forms import MAX_AT_ONCE
from .tag_pages import (
    ChangesPage,
    DeletePage,
    MergePage,
    RenamePage,
    SimilarTagsPage,
    TagPage,
    add_success_message,
    has_tag_permissions,
)

admin.site.unregister(StockTag)

# Route below the list of tags, name, and page.
TAG_PAGES: list[tuple[str, str, type[TagPage]]] = [
    ("<int:pk>/rename/", "rename", RenamePage),
    ("merge/", "merge", MergePage),
    ("remove/", "remove", DeletePage),
    ("similar/", "similar", SimilarTagsPage),
    ("changes/", "changes", ChangesPage),
]


class TagUseFilter(admin.SimpleListFilter):
    title = "use"
    parameter_name = "use"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[str, str]]:
        return [
            ("public", "on public posts"),
            ("hidden", "on hidden posts only"),
            ("unused", "on no posts"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        used = {"tagged_posts__isnull": False}
        match self.value():
            case "public":
                return queryset.filter(count__gt=0)
            case "hidden":
                return queryset.filter(count=0, pk__in=Tag.objects.filter(**used))
            case "unused":
                return queryset.exclude(pk__in=Tag.objects.filter(**used))
        return queryset


@admin.register(Tag)
class TagAdmin(CountedAdmin):
    list_display = ["name", "slug", "published_posts"]
    list_filter = [TagUseFilter]
    search_fields = ["name", "slug", "description"]
    fields = ["name", "slug", "description"]
    actions = ["merge_selected", "delete_selected"]
    change_list_template = "admin/tags/list.html"
    change_form_template = "admin/tags/form.html"

    def get_urls(self) -> list[URLPattern]:
        pages = [
            path(route, self._view(page), name=f"posts_tag_{name}")
            for route, name, page in TAG_PAGES
        ]
        return [*pages, *super().get_urls()]

    def _view(self, page: type[TagPage]) -> Callable[..., HttpResponse]:
        return self.admin_site.admin_view(page.as_view(model_admin=self))

    # Several tags

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return has_tag_permissions(request, MergePage.permissions)

    @admin.action(description="Merge selected tags…", permissions=["merge"])
    def merge_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        return self._with_selected("merge", queryset)

    @admin.action(description="Delete selected tags…", permissions=["delete"])
    def delete_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        return self._with_selected("remove", queryset)

    def _with_selected(self, name: str, chosen: QuerySet) -> HttpResponse:
        # One more than is allowed, so that the page can say so; no more than that,
        # because servers limit the length of addresses.
        keys = list(chosen.values_list("pk", flat=True)[: MAX_AT_ONCE + 1])
        address = reverse(f"admin:posts_tag_{name}")
        query = urlencode({"tags": keys}, doseq=True)
        return HttpResponseRedirect(f"{address}?{query}")

    # One tag

    def delete_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Show what will be lost, then delete the tag and log it."""
        tag = self.get_object(request, object_id)
        page = DeletePage.as_view(model_admin=self)
        return page(request, pk=tag.pk if tag else 0)

    def save_model(
        self, request: HttpRequest, obj: Tag, form: forms.ModelForm, change: bool
    ) -> None:
        """Log a changed name or address as a renaming."""
        if change and {"name", "slug"}.intersection(form.changed_data):
            with recorded("renamed", [obj.pk], by=account_of(request)) as renaming:
                super().save_model(request, obj, form, change)
            add_success_message(request, renaming)
        else:
            super().save_model(request, obj, form, change)
        if "name" in form.changed_data:
            warn_of_similar_tags(request, [obj.name])
