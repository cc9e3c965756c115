"""Writing posts."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from taggit.forms import TagField, TagWidget

from posts.models import Author, Authorship, Post, Tag
from posts.models.post import PostQuerySet
from posts.models.tag import join_names, make_key

from .articles import ArticleAdmin, ArticleChangeList, ArticleForm, StateFilter
from .base import LabelledInline

LONGEST_NAME = 100


class TagsField(TagField):
    """A line of names with commas between them; what is wrong is said by name."""

    widget = TagWidget(attrs={"class": "vTextField", "autocomplete": "off"})

    def clean(self, value: str) -> list[str]:
        names: list[str] = super().clean(value)
        for name in names:
            if len(name) > LONGEST_NAME or len(make_key(name)) > 2 * LONGEST_NAME:
                raise ValidationError(
                    f"“{name[:40]}…” is too long for a tag: {len(name)} signs, where"
                    f" {LONGEST_NAME} are allowed. Is a comma missing?"
                )
        return names

    def has_changed(self, initial: list[Tag] | None, data: str) -> bool:
        try:
            names = self.clean(data)
        except ValidationError:
            return True
        return {tag.key for tag in initial or []} != set(map(make_key, names))


class PostForm(ArticleForm):
    class Meta(ArticleForm.Meta):
        field_classes = {"tags": TagsField}


class AuthorshipInline(LabelledInline):
    model = Authorship
    verbose_name_plural = "authors"


class PostChangeList(ArticleChangeList):
    def get_queryset(self, *args: Any, **kwargs: Any) -> PostQuerySet:
        posts = super().get_queryset(*args, **kwargs)
        return cast("PostQuerySet", posts).with_names()


@admin.register(Post)
class PostAdmin(ArticleAdmin):
    form = PostForm
    inlines = [AuthorshipInline]
    list_display = ["heading", "state", "published_at", "tag_names", "author_names"]
    list_filter = [StateFilter, "tagged_posts__tag", "authors"]
    search_fields = ["title", "summary", "body", "tagged_posts__tag__name"]
    search_help_text = "Words in title, summary, text or tags."
    fieldsets = [
        (None, {"fields": ["title", "summary", "body", "tags"]}),
        (
            "Publication",
            {
                "fields": [
                    "slug",
                    "published_at",
                    "revised_at",
                    "canonical_url",
                    "doi",
                ]
            },
        ),
        (
            "Record",
            {"fields": ArticleAdmin.readonly_fields, "classes": ["collapse"]},
        ),
    ]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PostChangeList

    @admin.display(description="tags")
    def tag_names(self, post: Post) -> str:
        return join_names(post.tags.all())

    @admin.display(description="authors")
    def author_names(self, post: Post) -> str:
        return ", ".join(author.name for author in post.authors_in_order)

    def save_related(
        self,
        request: HttpRequest,
        form: forms.ModelForm,
        formsets: list[BaseInlineFormSet],
        change: bool,
    ) -> None:
        """Whoever writes a new post and names no author has written it."""
        super().save_related(request, form, formsets, change)
        post: Post = form.instance
        if change or post.authorships.exists():
            return
        if author := Author.objects.filter(account=request.user.pk).first():
            post.authorships.create(author=author)
