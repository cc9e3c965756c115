"""What the forms and lists of posts and pages share."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db import transaction
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from markdownx.models import MarkdownxField

from posts.editor.widgets import MarkdownEditor
from posts.models import Page, Post
from posts.models.article import MAX_LENGTHS, Article, ArticleQuerySet, make_source
from posts.models.context import rendering_context
from posts.rendering import render

from .base import EditorAdmin

STATES = {"draft": "drafts", "scheduled": "scheduled", "published": "published"}
PROBLEMS_SHOWN = 8


class ArticleForm(forms.ModelForm):
    class Meta:
        error_messages = {
            "slug": {
                "unique": (
                    "Another text has this address. Choose another one, or"
                    " leave it empty: then one is made from the title."
                )
            },
        }


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(state, state) for state in STATES]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if method := STATES.get(self.value() or ""):
            chosen: QuerySet = getattr(queryset, method)()
            return chosen
        return queryset


class ArticleChangeList(ChangeList):
    def get_queryset(self, *args: Any, **kwargs: Any) -> ArticleQuerySet:
        articles = super().get_queryset(*args, **kwargs)
        return cast("ArticleQuerySet", articles).for_lists()


class ArticleAdmin(EditorAdmin):
    form = ArticleForm
    formfield_overrides = {
        MarkdownxField: {"widget": MarkdownEditor, "strip": False},
    }
    date_hierarchy = "published_at"
    ordering = [F("published_at").desc(nulls_first=True), "-pk"]
    readonly_fields = ("identifier", "created", "modified")
    actions = ["publish", "unpublish"]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ArticleChangeList

    def view_on_site(self, obj: Post | Page) -> str:
        return obj.get_absolute_url()

    # Lists

    @admin.display(description="title", ordering="title")
    def heading(self, article: Article) -> str:
        return str(article)

    @admin.display(description="state", ordering="published_at")
    def state(self, article: Article) -> SafeString:
        state = "draft" if article.is_draft else "scheduled"
        state = "published" if article.is_published else state
        return format_html('<span class="state state-{0}">{0}</span>', state)

    @admin.action(
        description="Publish selected %(verbose_name_plural)s now",
        permissions=["change"],
    )
    def publish(self, request: HttpRequest, queryset: ArticleQuerySet) -> None:
        now = timezone.now()
        hidden = queryset.exclude(pk__in=queryset.published().values("pk"))
        self._set_date(request, queryset, hidden, "published", now)

    @admin.action(
        description="Unpublish selected %(verbose_name_plural)s: make them drafts",
        permissions=["change"],
    )
    def unpublish(self, request: HttpRequest, queryset: ArticleQuerySet) -> None:
        dated = queryset.exclude(published_at=None)
        self._set_date(request, queryset, dated, "unpublished", None)

    def _set_date(
        self,
        request: HttpRequest,
        chosen: QuerySet,
        affected: QuerySet,
        done: str,
        date: Any,
    ) -> None:
        with transaction.atomic():
            articles = list(affected)
            unchanged = chosen.count() - len(articles)
            for article in articles:
                article.published_at = date
                article.save(update_fields=["published_at"])
                self.log_change(request, article, f"{done.capitalize()}.")
        sentence = f"{self._count(len(articles))} {done}."
        if unchanged:
            sentence += f" {unchanged} already {'was' if unchanged == 1 else 'were'}."
        level = messages.SUCCESS if articles else messages.INFO
        self.message_user(request, sentence, level)

    def _count(self, number: int) -> str:
        name = self.opts.verbose_name if number == 1 else self.opts.verbose_name_plural
        return f"{number} {name}"

    # Saving

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST":
            self._render_ahead(request)
        return super().changeform_view(request, object_id, form_url, extra_context)

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

    def response_add(
        self, request: HttpRequest, obj: Article, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        response = super().response_add(request, obj, *args, **kwargs)
        self._name_problems(request, obj)
        return response

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        response = super().response_change(request, obj)
        self._name_problems(request, obj)
        return response

    def _name_problems(self, request: HttpRequest, article: Article) -> None:
        if not article.problems:
            return
        shown = map(self._problem, article.problems[:PROBLEMS_SHOWN])
        lines = format_html_join("", "<br>{}, line {}: {}", shown)
        more = len(article.problems) - PROBLEMS_SHOWN
        message = format_html(
            "Saved, but something in it needs a look:{}{}",
            lines,
            format_html("<br>And {} more.", more) if more > 0 else "",
        )
        self.message_user(request, message, messages.WARNING)

    def _problem(self, problem: dict[str, Any]) -> tuple[str, int, str]:
        name = "text" if problem["field"] == "body" else problem["field"]
        return name.capitalize(), problem["line"], problem["message"]
