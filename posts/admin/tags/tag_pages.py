"""Renaming, merging and deleting tags: each with a preview first, and logged."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from posts.admin.base import AdminPage
from posts.models import Tag, TagChange
from posts.models.tags.tag_changes import delete_tags, merge_tags, rename_tag

from .tag_forms import ANOTHER, MergeForm, RenameForm, SelectionForm
from .tag_previews import Preview, deleting, merging, renaming
from .tag_search import similar_pairs
from .tag_sentences import counted, described

PER_PAGE = 50
MEANWHILE = "Something has changed since this was shown. Look again, then confirm."
# What somebody must be allowed to do with tags, for each kind of change.
PERMISSIONS = {
    "renamed": ["change"],
    "merged": ["change", "delete"],
    "deleted": ["delete"],
}


def may(request: HttpRequest, permissions: list[str]) -> bool:
    """Return whether somebody may do all of this with tags."""
    return request.user.has_perms([f"posts.{verb}_tag" for verb in permissions])


def report(request: HttpRequest, change: TagChange) -> None:
    """Say what was done, with its counts."""
    messages.success(request, described(change))


class TagPage(AdminPage):
    """A page of the tags' admin, refused to those who lack one of its permissions."""

    permissions: list[str] = ["change"]

    def dispatch(self, request: HttpRequest, *args: Any, **kw: Any) -> HttpResponseBase:
        if not may(request, self.permissions):
            raise PermissionDenied
        return super().dispatch(request, *args, **kw)


class ChangePage(TagPage):
    """A form, then the preview of what it asks for, then, if confirmed, the deed."""

    template_name = "admin/tags/change.html"
    button = ""
    intro = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(self.make_form(request.GET or None))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        if "do" not in request.POST or not form.is_valid():
            return self.show(form)
        try:
            with transaction.atomic():
                if request.POST.get("seen") != self.preview(form).digest:
                    return self.show(form, MEANWHILE)
                change = self.do(form)
        except (Tag.DoesNotExist, IntegrityError):
            return self.show(self.make_form(request.POST), MEANWHILE)
        report(request, change)
        return HttpResponseRedirect(self.after(change))

    def show(self, form: forms.Form, note: str = "") -> HttpResponse:
        preview = self.preview(form) if form.is_bound and form.is_valid() else None
        context = self.get_context_data(
            form=form,
            preview=preview,
            note=note,
            button=self.button,
            intro=self.intro,
            media=self.model_admin.media + form.media,
        )
        return self.render_to_response(context)

    def after(self, change: TagChange) -> str:
        return reverse("admin:posts_tag_changelist")

    def make_form(self, data: Any) -> Any:
        raise NotImplementedError

    def preview(self, form: Any) -> Preview:
        raise NotImplementedError

    def do(self, form: Any) -> TagChange:
        raise NotImplementedError


class RenamePage(ChangePage):
    permissions = PERMISSIONS["renamed"]
    title = "Rename a tag"
    button = "Rename"

    def make_form(self, data: Any) -> RenameForm:
        tag = get_object_or_404(Tag, pk=self.kwargs["pk"])
        self.title = f"Rename “{tag.name}”"
        return RenameForm(data, tag=tag)

    def preview(self, form: RenameForm) -> Preview:
        return renaming(form.before, form.after)

    def do(self, form: RenameForm) -> TagChange:
        name, slug = form.after.name, form.after.slug
        change = rename_tag(form.before, name=name, slug=slug, by=self.request.user)
        self.model_admin.log_change(self.request, form.before, described(change))
        return change

    def after(self, change: TagChange) -> str:
        return reverse("admin:posts_tag_change", args=[self.kwargs["pk"]])


class MergePage(ChangePage):
    permissions = PERMISSIONS["merged"]
    title = "Merge tags"
    button = "Merge"
    intro = (
        "One tag remains and goes on every post that has any of them; the others are"
        " deleted, and their addresses lead to it."
    )

    def make_form(self, data: Any) -> MergeForm:
        data = data.copy() if data else QueryDict(mutable=True)
        selection = SelectionForm(data)
        chosen = selection.cleaned_data["tags"] if selection.is_valid() else []
        if len(chosen) == 1 and "into" not in data:
            initial = {"tags": chosen, "into": ANOTHER}
            return MergeForm(chosen=chosen, initial=initial)
        form = MergeForm(data, chosen=chosen)
        data.setdefault("into", form.most_used)
        return form

    def preview(self, form: MergeForm) -> Preview:
        return merging(form.cleaned_data["tags"], form.cleaned_data["target"])

    def do(self, form: MergeForm) -> TagChange:
        tags, into = form.cleaned_data["tags"], form.cleaned_data["target"]
        others = [tag for tag in tags if tag != into]
        user = self.request.user
        self.model_admin.log_deletions(self.request, others)  # type: ignore[arg-type]
        change = merge_tags(tags, into, by=user)
        self.model_admin.log_change(self.request, into, described(change))
        return change


class DeletePage(ChangePage):
    permissions = PERMISSIONS["deleted"]
    title = "Delete tags"
    button = "Delete"

    def make_form(self, data: Any) -> SelectionForm:
        if "pk" in self.kwargs:
            tag = get_object_or_404(Tag, pk=self.kwargs["pk"])
            self.title = f"Delete “{tag.name}”"
            return SelectionForm({"tags": [tag.pk]})
        return SelectionForm(data or {})

    def preview(self, form: SelectionForm) -> Preview:
        return deleting(form.cleaned_data["tags"])

    def do(self, form: SelectionForm) -> TagChange:
        tags = form.cleaned_data["tags"]
        self.model_admin.log_deletions(self.request, tags)
        return delete_tags(tags, by=self.request.user)


class SimilarTagsPage(TagPage):
    """Pairs of tags that are perhaps the same."""

    template_name = "admin/tags/similar.html"
    title = "Perhaps the same"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pairs = similar_pairs()
        page = Paginator(pairs, PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            page=page,
            may_merge=may(self.request, PERMISSIONS["merged"]),
            found=counted(len(pairs), "pair"),
            **kwargs,
        )


class ChangesPage(TagPage):
    """The log of all changes, newest first."""

    template_name = "admin/tags/changes.html"
    title = "Changes of tags"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(TagChange.objects.all(), PER_PAGE)
        rows = page.get_page(self.request.GET.get("p"))
        described_rows = [(change, described(change)) for change in rows]
        return super().get_context_data(page=rows, rows=described_rows, **kwargs)
