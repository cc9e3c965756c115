"""Uploaded images: looked at, described, and deleted with their files."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from posts.editor import uploads
from posts.models import Image, Page, Post

from .base import EditorAdmin


class ImageForm(forms.ModelForm):
    class Meta:
        error_messages = {
            "file": {"required": uploads.IMAGE_MISSING},
            "alt": {"required": uploads.ALT_MISSING},
        }

    def clean_file(self) -> ContentFile:
        file: UploadedFile = self.cleaned_data["file"]
        picture = uploads.check(file)
        if twin := uploads.stored_twin(picture):
            raise forms.ValidationError(f"This image is here already: {twin.address}")
        return ContentFile(picture.content, uploads.file_name(picture, file.name or ""))


class PlainFileField(forms.FileField):
    """Django's own image field would decode the file before its size is known."""


@admin.register(Image)
class ImageAdmin(EditorAdmin):
    form = ImageForm
    list_display = ["thumbnail", "alt", "dimensions", "markdown_code", "created"]
    list_display_links = ["thumbnail", "alt"]
    search_fields = ["file", "alt"]
    date_hierarchy = "created"

    def get_fields(self, request: HttpRequest, obj: Image | None = None) -> Any:
        if obj is None:
            return ["file", "alt"]
        return [
            *("picture", "alt", "markdown_code", "dimensions"),
            *("used_in", "owner", "created"),
        ]

    def get_readonly_fields(
        self, request: HttpRequest, obj: Image | None = None
    ) -> list[str]:
        if obj is None:
            return []
        return [name for name in self.get_fields(request, obj) if name != "alt"]

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "file":
            kwargs["form_class"] = PlainFileField
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: Image, form: Any, change: bool
    ) -> None:
        if not change:
            obj.owner = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    @admin.display(description="image")
    def thumbnail(self, image: Image) -> SafeString:
        return self._element(image, "thumbnail")

    @admin.display(description="image")
    def picture(self, image: Image) -> SafeString:
        return self._element(image, "picture")

    def _element(self, image: Image, name: str) -> SafeString:
        return format_html(
            '<img class="{}" src="{}" alt="{}" width="{}" height="{}" loading="lazy">',
            *(name, image.address, image.alt, image.width, image.height),
        )

    @admin.display(description="size", ordering="width")
    def dimensions(self, image: Image) -> str:
        return f"{image.width} × {image.height}"

    @admin.display(description="to copy into a text")
    def markdown_code(self, image: Image) -> SafeString:
        return format_html('<code class="copy">{}</code>', image.markdown)

    @admin.display(description="used in")
    def used_in(self, image: Image) -> SafeString | str:
        links = [
            (reverse(f"admin:posts_{model._meta.model_name}_change", args=[pk]), title)
            for model in (Post, Page)
            for pk, title in model.objects.filter(
                body__contains=image.address
            ).values_list("pk", "title_text")
        ]
        return format_html_join(", ", '<a href="{}">{}</a>', links) or "No text."
