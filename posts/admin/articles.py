"""What the forms and lists of posts and pages share."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import DateTimeField, F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from markdownx.models import MarkdownxField

from posts.admin.bulk.bulk_admin import BulkAdmin
from posts.admin.bulk.trash_admin import TrashAdmin
from posts.admin.desk.article_form import ArticleForm, DateField, DateInput
from posts.admin.desk.desk_admin import DeskAdmin
from posts.admin.desk.markdown_widget import MarkdownEditor
from posts.admin.desk.unsaved_words import UnsavedWordsAdmin
from posts.admin.history.history_pages import HistoryAdmin
from posts.models import Page, Post
from posts.models.article import MAX_LENGTHS, Article, ArticleQuerySet, make_source
from posts.models.rendering_context import rendering_context
from posts.rendering import render

from .ownership import OwnedAdmin

# Each state's name in addresses, with its name for people and the queryset's method.
STATES = {
    "draft": ("draft", "drafts"),
    "scheduled": ("scheduled", "scheduled"),
    "published": ("published", "published"),
    "trash": ("in the trash", "trashed"),
}


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(state, name) for state, (name, _) in STATES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the texts in a state; of all states, the trash is left out."""
        _, method = STATES.get(self.value() or "", ("", "untrashed"))
        chosen: QuerySet = getattr(queryset, method)()
        return chosen


class ArticleChangeList(ChangeList):
    def get_queryset(self, *args: Any, **kwargs: Any) -> ArticleQuerySet:
        articles = super().get_queryset(*args, **kwargs)
        return cast("ArticleQuerySet", articles).for_lists()


class ArticleAdmin(
    DeskAdmin, HistoryAdmin, TrashAdmin, UnsavedWordsAdmin, BulkAdmin, OwnedAdmin
):
    form = ArticleForm
    formfield_overrides = {
        MarkdownxField: {"widget": MarkdownEditor, "strip": False},
        DateTimeField: {"form_class": DateField, "widget": DateInput},
    }
    date_hierarchy = "published_at"
    ordering = [F("published_at").desc(nulls_first=True), "-pk"]
    readonly_fields = ("identifier", "created", "modified", "revised_at")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ArticleChangeList

    def view_on_site(self, obj: Post | Page) -> str:
        return obj.get_absolute_url() if obj.slug else ""

    # Lists

    @admin.display(description="title", ordering="title")
    def heading(self, article: Article) -> str:
        return str(article)

    @admin.display(description="state", ordering="published_at")
    def state(self, article: Article) -> SafeString:
        return format_html('<span class="state state-{0}">{0}</span>', article.state)

    # Saving

    def changeform_view(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if request.method == "POST":
            self._render_ahead(request)
        return super().changeform_view(request, *args, **kwargs)

    def _render_ahead(self, request: HttpRequest) -> None:
        """Render what was posted while no transaction is open: SQLite has one writer.
        `save()` then finds the result, which `render` remembers."""
        may_save = self.has_add_permission(request)
        may_save = may_save or self.has_change_permission(request)
        texts = {name: request.POST.get(name, "") for name in MAX_LENGTHS}
        is_short = all(len(texts[name]) <= most for name, most in MAX_LENGTHS.items())
        if may_save and is_short:
            source = make_source(**texts)
            render(source, rendering_context(source))

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> list[dict[str, Any]]:
        """Leave out what nobody types: hidden fields change with every save."""
        hidden = {field.name for field in form.hidden_fields()}
        form.changed_data = [it for it in form.changed_data if it not in hidden]
        return super().construct_change_message(request, form, formsets, add)
