"""The admin of uploads: describing, finding where they are used, and deleting."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Field, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from posts.admin.base import EditorAdmin, account_of
from posts.models import Upload
from posts.models.permissions import OTHERS, Viewer, known_uploads
from posts.models.upload_usage import is_in_history

from .attachments import label_of
from .incoming_files import (
    FILE_MISSING,
    CheckedFile,
    check_file,
    clean_description,
    may_change_upload,
    rerender_on_commit,
    stored_duplicate,
)
from .markdown_snippets import upload_markdown
from .usage_links import NOWHERE, known_uses, linked_uses, viewable_texts

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldsetSpec

MAYBE_HIDDEN = "Texts that you cannot see may use it too: it will be missing there."
ONLY_HERE = (
    "Changing the description here does not change it in texts that use the file."
)


class UploadAdminForm(forms.ModelForm):
    user: Viewer = AnonymousUser()

    class Meta:
        error_messages = {"file": {"required": FILE_MISSING}}
        help_texts = {
            "file": (
                "An image (PNG, JPEG, GIF, WebP, AVIF or SVG, up to 20 MB), or a file"
                " for readers to download: PDF, CSV, ZIP and the like, up to 50 MB."
            )
        }
        widgets = {
            "alt": forms.Textarea(attrs={"rows": 2, "cols": 60}),
            "caption": forms.Textarea(attrs={"rows": 2, "cols": 60}),
        }

    def clean_file(self) -> CheckedFile:
        checked = check_file(self.cleaned_data["file"])
        if duplicate := stored_duplicate(checked, self.user):
            raise ValidationError(
                f"This file has already been uploaded: {duplicate.address}"
            )
        return checked

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        file = data.get("file")
        is_image = self.instance.is_image
        if isinstance(file, CheckedFile):
            is_image = file.size is not None
        return clean_description(data, self) if is_image else data

    def _post_clean(self) -> None:
        """Copy what was found in the file to the upload, before that is validated."""
        file = self.cleaned_data.get("file")
        if isinstance(file, CheckedFile):
            upload: Upload = self.instance
            upload.width, upload.height = file.size or (None, None)
            upload.name, upload.size = file.name, len(file.content)
            self.cleaned_data["file"] = ContentFile(
                file.content, file.file_name(self.user.pk)
            )
        super()._post_clean()  # type: ignore[misc]


class KindFilter(admin.SimpleListFilter):
    title = "kind"
    parameter_name = "kind"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[str, str]]:
        return [("image", "images"), ("file", "other files")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() in ("image", "file"):
            return queryset.filter(width__isnull=self.value() == "file")
        return queryset


class UploadUseFilter(admin.SimpleListFilter):
    title = "use"
    parameter_name = "used"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[str, str]]:
        return [("yes", "used"), ("no", "unused")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in ("yes", "no"):
            return queryset
        used = Q(file__in=sorted(known_uses(request.user)))
        return queryset.filter(used if self.value() == "yes" else ~used)


class DescriptionFilter(admin.SimpleListFilter):
    title = "description"
    parameter_name = "words"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[str, str]]:
        return [("none", "not described yet"), ("decorative", "decorative")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "decorative":
            return queryset.filter(is_decorative=True)
        if self.value() == "none":
            return queryset.filter(width__isnull=False, alt="", is_decorative=False)
        return queryset


class UploadChangeList(ChangeList):
    def get_results(self, request: HttpRequest) -> None:
        """Find out where the uploads on this page are used, all at once."""
        super().get_results(request)
        self.result_list = list(self.result_list)
        attach_uses(request, self.result_list)


def attach_uses(request: HttpRequest, found: Iterable[Upload]) -> None:
    """Give each upload its `used_in`, as HTML."""
    rows = {str(upload.file.name): upload for upload in found}
    used = linked_uses(request.user, rows) if rows else {}
    for name, upload in rows.items():
        upload.used_in = used.get(name, "")


@admin.register(Upload)
class UploadAdmin(EditorAdmin):
    form = UploadAdminForm
    list_display = [
        *("thumbnail", "title", "description", "used_in"),
        *("dimensions", "weight", "owner", "created"),
    ]
    list_display_links = ["thumbnail", "title"]
    list_filter = [KindFilter, UploadUseFilter, DescriptionFilter]
    list_select_related = ["owner"]
    search_fields = ["file", "name", "alt", "caption"]
    search_help_text = "Words in the name, the description or the caption."
    date_hierarchy = "created"

    class Media:
        css = {"all": ["css/admin/uploads/uploads.css"]}

    def get_changelist(self, request: HttpRequest, **_: object) -> type[ChangeList]:
        return UploadChangeList

    def get_fields(
        self, request: HttpRequest, obj: Upload | None = None
    ) -> tuple[str, ...]:
        words = ["alt", "is_decorative", "caption"]
        if obj is None:
            return ("file", *words)
        if not obj.is_image:
            words = []
        return (
            *("picture", *words, "markdown_code", "used_in"),
            *("dimensions", "weight", "owner", "created"),
        )

    def get_fieldsets(
        self, request: HttpRequest, obj: Upload | None = None
    ) -> "_FieldsetSpec":
        about = ONLY_HERE if obj and obj.is_image else ""
        fields = self.get_fields(request, obj)
        return [(None, {"fields": fields, "description": about})]

    def get_readonly_fields(
        self, request: HttpRequest, obj: Upload | None = None
    ) -> list[str]:
        if obj is None:
            return []
        words = {"alt", "is_decorative", "caption"}
        return [name for name in self.get_fields(request, obj) if name not in words]

    def formfield_for_dbfield(
        self, db_field: Field, request: HttpRequest, **kwargs: object
    ) -> forms.Field | None:
        if db_field.name == "file":
            # Without links beside it, because a stored file is never replaced. The
            # model's limit is for the path, which is generated here.
            kwargs |= {"widget": forms.FileInput, "max_length": None}
            kwargs["allow_empty_file"] = True
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    # Permissions

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """An upload of which an account may not learn does not exist for it."""
        known = known_uploads(request.user).order_by()
        return super().get_queryset(request).filter(pk__in=known.values("pk"))

    def has_change_permission(
        self, request: HttpRequest, obj: Upload | None = None
    ) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_change_upload(request.user, obj))

    def has_delete_permission(
        self, request: HttpRequest, obj: Upload | None = None
    ) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or may_change_upload(request.user, obj))

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Upload | None:
        upload: Upload | None = super().get_object(request, object_id, from_field)
        if upload:
            attach_uses(request, [upload])
        return upload

    # Saving and deleting

    def save_model(
        self, request: HttpRequest, obj: Upload, form: forms.ModelForm, change: bool
    ) -> None:
        if not change:
            obj.owner = account_of(request)
            rerender_on_commit(obj)
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Upload) -> None:
        rerender_on_commit(obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        with transaction.atomic():
            rerender_on_commit(*queryset)
            super().delete_queryset(request, queryset)

    def get_deleted_objects(
        self, objs: Iterable[Upload], request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Say on the confirmation page which texts would lose a file."""
        objs = list(objs)
        listed, counts, lacking, protected = super().get_deleted_objects(objs, request)
        attach_uses(request, objs)
        for upload in objs:
            if where := upload.used_in:
                sentence = "{} is still used in: {}. It will be missing there."
                listed.append(format_html(sentence, upload.title, where))
            elif is_in_history(str(upload.file.name), viewable_texts(request.user)):
                sentence = "{} is used in an earlier revision of a text."
                listed.append(format_html(sentence, upload.title))
        if not request.user.has_perm(OTHERS):
            listed.append(MAYBE_HIDDEN)
        return listed, counts, lacking, protected

    # Columns

    @admin.display(description="")
    def thumbnail(self, upload: Upload) -> SafeString:
        return self._element(upload, "thumbnail")

    @admin.display(description="file")
    def picture(self, upload: Upload) -> SafeString:
        return self._element(upload, "picture")

    def _element(self, upload: Upload, name: str) -> SafeString:
        if not upload.is_image:
            return format_html('<span class="kind">{}</span>', label_of(upload.title))
        return format_html(
            '<img class="{}" src="{}" alt="{}" width="{}" height="{}" loading="lazy">',
            *(name, upload.address, upload.alt, upload.width, upload.height),
        )

    @admin.display(description="name", ordering="name")
    def title(self, upload: Upload) -> str:
        return upload.title

    @admin.display(description="description", ordering="alt")
    def description(self, upload: Upload) -> SafeString | str:
        if not upload.is_described:
            return format_html(
                '<strong class="missing">{}</strong>', "not described yet"
            )
        words = "decorative" if upload.is_decorative else upload.alt
        if upload.caption:
            caption = upload.caption
            return format_html('{}<p class="caption">{}</p>', words, caption)
        return words

    @admin.display(description="pixels", ordering="width")
    def dimensions(self, upload: Upload) -> str:
        return f"{upload.width} × {upload.height}" if upload.is_image else ""

    @admin.display(description="size", ordering="size")
    def weight(self, upload: Upload) -> str:
        return upload.weight

    @admin.display(description="Markdown to copy")
    def markdown_code(self, upload: Upload) -> SafeString:
        return format_html('<code class="copy">{}</code>', upload_markdown(upload))

    @admin.display(description="used in")
    def used_in(self, upload: Upload) -> SafeString | str:
        return upload.used_in or NOWHERE
