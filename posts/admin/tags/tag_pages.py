"""The pages for renaming, merging and deleting tags, each with a preview and logged."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from posts.admin.base import AdminPage, account_of
from posts.models import Tag, TagChange
from posts.models.tags.tag_changes import delete_tags, merge_tags, rename_tag

from .tag_forms import ANOTHER, MergeForm, RenameForm, SelectionForm
from .tag_previews import TagPreview, preview_deletion, preview_merge, preview_rename
from .tag_search import similar_pairs
from .tag_sentences import change_in_words, counted

PER_PAGE = 50
CHANGED_MEANWHILE = (
    "Something has changed since this was shown. Check it, then confirm."
)
# The permissions on tags that each kind of change needs.
PERMISSIONS = {
    "renamed": ["change"],
    "merged": ["change", "delete"],
    "deleted": ["delete"],
}


def has_tag_permissions(request: HttpRequest, permissions: list[str]) -> bool:
    """Return whether the user has all of these permissions on tags."""
    return request.user.has_perms([f"posts.{verb}_tag" for verb in permissions])


def add_success_message(request: HttpRequest, change: TagChange) -> None:
    """Show what was changed, with numbers."""
    messages.success(request, change_in_words(change))


class TagPage(AdminPage):
    """A page of the tags' admin, refused to users who lack one of its permissions."""

    permissions: list[str] = ["change"]

    def dispatch(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        if not has_tag_permissions(request, self.permissions):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ChangePage[Form: forms.Form](TagPage):
    """A form, then a preview of the change, then, if confirmed, the change itself."""

    template_name = "admin/tags/change.html"
    button = ""
    intro = ""

    def get(self, request: HttpRequest, *_: object, **kw: object) -> HttpResponse:
        return self.show(self.make_form(request.GET or None))

    def post(self, request: HttpRequest, *_: object, **kw: object) -> HttpResponse:
        form = self.make_form(request.POST)
        if "do" not in request.POST or not form.is_valid():
            return self.show(form)
        try:
            with transaction.atomic():
                if request.POST.get("seen") != self.preview(form).digest:
                    return self.show(form, CHANGED_MEANWHILE)
                change = self.do(form)
        except (Tag.DoesNotExist, IntegrityError):
            return self.show(self.make_form(request.POST), CHANGED_MEANWHILE)
        add_success_message(request, change)
        return HttpResponseRedirect(self.after(change))

    def show(self, form: Form, note: str = "") -> HttpResponse:
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

    def make_form(self, data: QueryDict | None) -> Form:
        raise NotImplementedError

    def preview(self, form: Form) -> TagPreview:
        raise NotImplementedError

    def do(self, form: Form) -> TagChange:
        raise NotImplementedError


class RenamePage(ChangePage[RenameForm]):
    permissions = PERMISSIONS["renamed"]
    title = "Rename a tag"
    button = "Rename"

    def make_form(self, data: QueryDict | None) -> RenameForm:
        tag = get_object_or_404(Tag, pk=self.kwargs["pk"])
        self.title = f"Rename “{tag.name}”"
        return RenameForm(data, tag=tag)

    def preview(self, form: RenameForm) -> TagPreview:
        return preview_rename(form.before, form.after)

    def do(self, form: RenameForm) -> TagChange:
        name, slug = form.after.name, form.after.slug
        change = rename_tag(
            form.before, name=name, slug=slug, by=account_of(self.request)
        )
        self.model_admin.log_change(self.request, form.before, change_in_words(change))
        return change

    def after(self, change: TagChange) -> str:
        return reverse("admin:posts_tag_change", args=[self.kwargs["pk"]])


class MergePage(ChangePage[MergeForm]):
    permissions = PERMISSIONS["merged"]
    title = "Merge tags"
    button = "Merge"
    intro = (
        "One tag remains, on every post that has any of them. The others are deleted,"
        " and their addresses redirect to it."
    )

    def make_form(self, data: QueryDict | None) -> MergeForm:
        data = data.copy() if data else QueryDict(mutable=True)
        selection = SelectionForm(data)
        chosen = selection.cleaned_data["tags"] if selection.is_valid() else []
        if len(chosen) == 1 and "into" not in data:
            initial = {"tags": chosen, "into": ANOTHER}
            return MergeForm(chosen=chosen, initial=initial)
        form = MergeForm(data, chosen=chosen)
        data.setdefault("into", form.most_used)
        return form

    def preview(self, form: MergeForm) -> TagPreview:
        return preview_merge(form.cleaned_data["tags"], form.cleaned_data["target"])

    def do(self, form: MergeForm) -> TagChange:
        tags, into = form.cleaned_data["tags"], form.cleaned_data["target"]
        others = [tag for tag in tags if tag != into]
        user = account_of(self.request)
        self.model_admin.log_deletions(self.request, others)  # type: ignore[arg-type]
        change = merge_tags(tags, into, by=user)
        self.model_admin.log_change(self.request, into, change_in_words(change))
        return change


class DeletePage(ChangePage[SelectionForm]):
    permissions = PERMISSIONS["deleted"]
    title = "Delete tags"
    button = "Delete"

    def make_form(self, data: QueryDict | None) -> SelectionForm:
        if "pk" in self.kwargs:
            tag = get_object_or_404(Tag, pk=self.kwargs["pk"])
            self.title = f"Delete “{tag.name}”"
            return SelectionForm({"tags": [tag.pk]})
        return SelectionForm(data or {})

    def preview(self, form: SelectionForm) -> TagPreview:
        return preview_deletion(form.cleaned_data["tags"])

    def do(self, form: SelectionForm) -> TagChange:
        tags = form.cleaned_data["tags"]
        self.model_admin.log_deletions(self.request, tags)
        return delete_tags(tags, by=account_of(self.request))


class SimilarTagsPage(TagPage):
    """Pairs of similar tags."""

    template_name = "admin/tags/similar.html"
    title = "Similar tags"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        pairs = similar_pairs(self.request.user)
        page = Paginator(pairs, PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            page=page,
            may_merge=has_tag_permissions(self.request, PERMISSIONS["merged"]),
            found=counted(len(pairs), "pair"),
            **kwargs,
        )


class ChangesPage(TagPage):
    """The log of all changes, newest first."""

    template_name = "admin/tags/changes.html"
    title = "Changes to tags"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        page = Paginator(TagChange.objects.all(), PER_PAGE)
        rows = page.get_page(self.request.GET.get("p"))
        described_rows = [(change, change_in_words(change)) for change in rows]
        return super().get_context_data(page=rows, rows=described_rows, **kwargs)
