"""The admin of posts, with the form's tags and byline."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, QuerySet
from django.forms import BaseFormSet
from django.http import HttpRequest

from posts.admin.desk.article_form import ArticleForm
from posts.admin.desk.bylines import (
    BylineField,
    IdentitiesField,
    as_typed,
    find_authors,
    save_authors,
    unsaved_authorships,
)
from posts.admin.desk.conflicts import started_from
from posts.admin.desk.desk_admin import drawer
from posts.admin.desk.desk_page import DATE_FIELDSET
from posts.admin.tags.similar_tag_warnings import unknown_names, warn_of_similar_tags
from posts.admin.tags.tags_field import TagsField
from posts.models import Author, Authorship, Post, Tag
from posts.models.article import Article
from posts.models.permissions import Viewer, known_authors, known_tags
from posts.models.post import PostQuerySet
from posts.models.slugs import fill_slugs
from posts.models.tags.tag import in_order
from posts.models.tags.tag_names import join_names, make_key

from .articles import ArticleAdmin, ArticleChangeList, StateFilter


class PostForm(ArticleForm):
    """`identities` says which authors the lines of `byline` meant at first."""

    byline = BylineField(
        label="Authors",
        required=False,
        widget=forms.Textarea({"rows": 2, "class": "vLargeTextField"}),
        help_text="One name per line, in the order of the byline.",
    )

    identities = IdentitiesField(required=False)

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
            started_from=started_from(self),
            present=self.present,
            user=self.user,
        )

    def unsaved(self) -> Article:
        """Return the post with the tags and authors in the form."""
        post = super().unsaved()
        values = self.cleaned_data
        related: dict[str, list[Tag] | list[Authorship]] = {}
        if "tags" in values:
            related["tags"] = _tags(values["tags"])
        if "byline" in values:
            fill_slugs([author for author in values["byline"] if author.pk is None])
            related["authorships"] = unsaved_authorships(values["byline"])
        # Where `prefetch_related` would put them.
        post._prefetched_objects_cache = related  # type: ignore[attr-defined]
        return post

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        save_authors(self.instance, self.cleaned_data["byline"])


def _tags(names: list[str]) -> list[Tag]:
    """Return the tags with these names, sorted as on a page; new ones are unsaved."""
    keys = {make_key(name): name for name in names}
    known = {tag.key: tag for tag in Tag.objects.filter(key__in=keys)}
    tags = [known.get(key) or Tag(name=name) for key, name in keys.items()]
    fill_slugs([tag for tag in tags if tag.pk is None])
    return in_order(tags)


class PostChangeList(ArticleChangeList):
    def get_queryset(
        self, request: HttpRequest, exclude_parameters: list[str | None] | None = None
    ) -> PostQuerySet:
        posts = super().get_queryset(request, exclude_parameters)
        return cast("PostQuerySet", posts).with_names()


KNOWN: dict[type[Model], Callable[[Viewer], QuerySet]] = {
    Tag: known_tags,
    Author: known_authors,
}


class KnownFilter(admin.RelatedFieldListFilter):
    """Offers only the tags, or the authors, of which the account may learn."""

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> Any:
        known = KNOWN[field.related_model](request.user)
        order = self.field_admin_ordering(field, request, model_admin)
        return field.get_choices(
            include_blank=False, ordering=order, limit_choices_to={"pk__in": known}
        )


@admin.register(Post)
class PostAdmin(ArticleAdmin):
    form = PostForm
    list_display = ["heading", "state", "published_at", "tag_names", "author_names"]
    list_filter = [
        StateFilter,
        ("tagged_posts__tag", KnownFilter),
        ("authors", KnownFilter),
    ]
    search_fields = ["title", "summary", "body", "tagged_posts__tag__name"]
    search_help_text = "Words in title, summary, text or tags."
    fieldsets = [
        (None, {"fields": ["title", "body"]}),
        ("Summary, tags, authors", drawer("summary", "tags", "byline")),
        ("Address", drawer("slug", "canonical_url", "doi")),
        ("Record", drawer(*ArticleAdmin.readonly_fields)),
        (DATE_FIELDSET, {"fields": ["published_at"]}),
    ]

    def get_changelist(self, request: HttpRequest, **_: object) -> type[ChangeList]:
        return PostChangeList

    def save_related(
        self,
        request: HttpRequest,
        form: forms.ModelForm,
        formsets: list[BaseFormSet],
        change: bool,
    ) -> None:
        new = unknown_names(form.cleaned_data.get("tags") or [], request.user)
        super().save_related(request, form, formsets, change)
        warn_of_similar_tags(request, new)

    @admin.display(description="tags")
    def tag_names(self, post: Post) -> str:
        return join_names(post.tags.all())

    @admin.display(description="authors")
    def author_names(self, post: Post) -> str:
        return ", ".join(author.name for author in post.authors_in_order)

    def get_changeform_initial_data(
        self, request: HttpRequest
    ) -> dict[str, str | list[str]]:
        """Propose the account's own author for the byline of a new post."""
        authors = Author.objects.filter(account=request.user.pk)
        given = super().get_changeform_initial_data(request)
        return {**as_typed(authors.values_list("pk", "name")), **given}
