"""The Markdown field: markdownx's admin widget with scripts of our own."""

from typing import Any

from django.forms.widgets import Script
from django.urls import reverse
from markdownx.widgets import AdminMarkdownxWidget

from posts.models import SiteSettings


class MarkdownEditor(AdminMarkdownxWidget):
    """A text area with the preview beside it; without JavaScript, a plain text area."""

    template_name = "admin/desk/markdown_editor.html"

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        # Spelling is checked but not corrected automatically: that would spoil TeX.
        ours = {"rows": 30, "spellcheck": "true", "autocapitalize": "sentences"}
        super().__init__({**ours, "autocorrect": "off", **(attrs or {})})

    class Media:
        # markdownx's own script captures the Tab key and writes errors into the text.
        extend = False
        css = {
            "all": [
                "css/admin/desk/editor.css",
                "css/admin/desk/notices.css",
                "css/admin/desk/publishing.css",
                "css/admin/desk/writing.css",
                "css/admin/uploads/uploads.css",
                "css/admin/checks/report.css",
                "css/admin/history/history.css",
            ]
        }
        js = [
            Script("js/admin/desk/preview.js", type="module"),
            Script("js/admin/desk/autosave.js", type="module"),
            Script("js/admin/desk/save-in-place.js", type="module"),
            Script("js/admin/desk/caret-place.js", type="module"),
            Script("js/admin/desk/panels.js", type="module"),
            Script("js/admin/desk/draft-links.js", type="module"),
            Script("js/admin/uploads/upload.js", type="module"),
            Script("js/admin/desk/keys.js", type="module"),
            Script("js/admin/desk/paste.js", type="module"),
            Script("js/admin/desk/link-completion.js", type="module"),
            # After link completion, in whose list Enter takes an option.
            Script("js/admin/desk/lists.js", type="module"),
            Script("js/admin/desk/counts.js", type="module"),
        ]

    @staticmethod
    def add_markdownx_attrs(attrs: dict[str, object]) -> dict[str, object]:
        return attrs

    def get_context(
        self, name: str, value: str | None, attrs: dict[str, object] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["lang"] = SiteSettings.load().language
        context["upload_url"] = reverse("admin:markdown_upload")
        context["links_url"] = reverse("admin:markdown_links")
        return context
