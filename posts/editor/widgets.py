"""The Markdown field: markdownx's admin widget with a script of our own."""

from typing import Any

from django.forms.widgets import Script
from django.urls import reverse
from markdownx.widgets import AdminMarkdownxWidget


class MarkdownEditor(AdminMarkdownxWidget):
    """A text area beside its preview; without JavaScript a plain text area."""

    template_name = "admin/posts/markdown_editor.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 30, **(attrs or {})})

    class Media:
        # markdownx's own script takes the Tab key and writes errors into the text.
        extend = False
        # Fonts count for the document only, not inside the preview's shadow tree.
        css = {"all": ["css/mathematics.css"]}
        js = [
            Script("js/preview.js", type="module"),
            Script("js/upload.js", type="module"),
        ]

    @staticmethod
    def add_markdownx_attrs(attrs: dict[str, Any]) -> dict[str, Any]:
        return attrs

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["preview_url"] = reverse("admin:markdown_preview")
        context["upload_url"] = reverse("admin:markdown_upload")
        return context
