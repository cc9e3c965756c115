"""Writing posts."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest

from posts.admin.desk.article_form import ArticleForm
from posts.admin.desk.bylines import (
    BylineField,
    IdentitiesInput,
    as_typed,
    find_authors,
    sign,
)
from posts.admin.desk.conflicts import begun_from
from posts.admin.desk.desk_admin import DATE, drawer
from posts.admin.tags.similar_tags import NewTagsAdmin
from posts.admin.tags.tags_field import TagsField
from posts.models import Author, Post
from posts.models.post import PostQuerySet
from posts.models.tags.tag import join_names

from .articles import ArticleAdmin, ArticleChangeList, StateFilter


class PostForm(ArticleForm):
    """`identities` says which authors the lines of `byline` stood for at first."""

    byline = BylineField(
        label="Authors",
        required=False,
        widget=forms.Textarea({"rows": 2, "class": "vLargeTextField"}),
        help_text="One name to a line, in the order in which they are named.",
    )

    # Nothing is said of a bad one: nobody has typed it.
    identities = forms.Field(required=False, widget=IdentitiesInput)

    class Meta(ArticleForm.Meta):
        field_classes = {"tags": TagsField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        post = cast("Post", self.article)
        is_stored = post.pk is not None
        self.present = post.authors_in_order if is_stored else []
        if is_stored:
            shown = as_typed((author.pk, author.name) for author in self.present)
            self.initial.update(shown)
            if isinstance(tags := self.fields.get("tags"), TagsField):
                tags.present = len(self.initial["tags"])

    def clean_byline(self) -> list[Author]:
        return find_authors(
            self.cleaned_data["byline"],
            identities=self.data.get("identities", ""),
            begun_from=begun_from(self),
            present=self.present,
        )

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        sign(self.instance, self.cleaned_data["byline"])


class PostChangeList(ArticleChangeList):
    def get_queryset(self, *args: Any, **kwargs: Any) -> PostQuerySet:
        posts = super().get_queryset(*args, **kwargs)
        return cast("PostQuerySet", posts).with_names()


@admin.register(Post)
class PostAdmin(NewTagsAdmin, ArticleAdmin):
    form = PostForm
    list_display = ["heading", "state", "published_at", "tag_names", "author_names"]
    list_filter = [StateFilter, "tagged_posts__tag", "authors"]
    search_fields = ["title", "summary", "body", "tagged_posts__tag__name"]
    search_help_text = "Words in title, summary, text or tags."
    fieldsets = [
        (None, {"fields": ["title", "body"]}),
        ("Summary, tags, authors", drawer("summary", "tags", "byline")),
        ("Address", drawer("slug", "canonical_url", "doi")),
        ("Record", drawer(*ArticleAdmin.readonly_fields)),
        (DATE, {"fields": ["published_at"]}),
    ]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PostChangeList

    @admin.display(description="tags")
    def tag_names(self, post: Post) -> str:
        return join_names(post.tags.all())

    @admin.display(description="authors")
    def author_names(self, post: Post) -> str:
        return ", ".join(author.name for author in post.authors_in_order)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Whoever begins a post has written it, unless its authors say otherwise."""
        authors = Author.objects.filter(account=request.user.pk)
        given = super().get_changeform_initial_data(request)
        return {**as_typed(authors.values_list("pk", "name")), **given}
