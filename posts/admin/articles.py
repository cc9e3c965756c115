"""What the admin of posts and the admin of pages have in common."""

from typing import cast

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import DateTimeField, F, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from markdownx.models import MarkdownxField

from posts.models import Page, Post
from posts.models.article import Article, ArticleQuerySet
from posts.models.permissions import may_change, may_delete, may_view, viewable_by

from .bulk.trash_admin import TrashAdmin
from .desk.article_form import ArticleForm
from .desk.date_field import DateField, DateInput
from .desk.desk_admin import DeskAdmin
from .desk.markdown_widget import MarkdownEditor
from .desk.recovery import unsaved_words
from .history.history_pages import RevisionListPage, history_urls

# For each state in the query string: its label and the queryset's method.
STATES = {
    "draft": ("draft", "drafts"),
    "scheduled": ("scheduled", "scheduled"),
    "published": ("published", "published"),
    "trash": ("in the trash", "trashed"),
}


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[str, str]]:
        return [(state, name) for state, (name, _) in STATES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the texts in the chosen state; by default, all except the trash."""
        _, method = STATES.get(self.value() or "", ("", "untrashed"))
        chosen: QuerySet = getattr(queryset, method)()
        return chosen


class ArticleChangeList(ChangeList):
    def get_queryset(
        self, request: HttpRequest, exclude_parameters: list[str | None] | None = None
    ) -> ArticleQuerySet:
        articles = super().get_queryset(request, exclude_parameters)
        return cast("ArticleQuerySet", articles).for_lists()


class ArticleAdmin(DeskAdmin, TrashAdmin):
    """A text that an account may not see does not exist for it: lists, forms, bulk
    actions and completion all start from `get_queryset`."""

    form = ArticleForm
    formfield_overrides = {
        MarkdownxField: {"widget": MarkdownEditor, "strip": False},
        DateTimeField: {"form_class": DateField, "widget": DateInput},
    }
    date_hierarchy = "published_at"
    ordering = [F("published_at").desc(nulls_first=True), "-pk"]
    readonly_fields = ("identifier", "created", "modified", "revised_at")

    def get_urls(self) -> list[URLPattern]:
        return [*history_urls(self), *super().get_urls()]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: object = None
    ) -> HttpResponse:
        return RevisionListPage.as_view(model_admin=self)(request, pk=object_id)

    # Lists

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return viewable_by(request.user, super().get_queryset(request))

    def get_changelist(self, request: HttpRequest, **_: object) -> type[ChangeList]:
        return ArticleChangeList

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        context = {"unsaved_words": unsaved_words(request, self)}
        return super().changelist_view(request, context | (extra_context or {}))

    @admin.display(description="title", ordering="title")
    def heading(self, article: Article) -> str:
        return str(article)

    @admin.display(description="state", ordering="published_at")
    def state(self, article: Article) -> SafeString:
        return format_html('<span class="state state-{0}">{0}</span>', article.state)

    # Permissions

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
        self, request: HttpRequest, obj: Article, form: ModelForm, change: bool
    ) -> None:
        """Whoever begins a text owns it."""
        if not change:
            obj.owner_id = request.user.pk
        super().save_model(request, obj, form, change)

    def view_on_site(self, obj: Post | Page) -> str:
        return obj.get_absolute_url() if obj.slug else ""
