"""The preview: what `render()` makes of a text that is not saved yet."""

from django.template.loader import render_to_string

from posts.models.article import make_source
from posts.models.context import rendering_context
from posts.rendering import Source, render


def preview(source: Source) -> str:
    """Return the article and its problems as HTML for the preview pane."""
    article = render(source, rendering_context(source))
    return render_to_string("admin/posts/preview.html", {"article": article})


def markdownify(content: str) -> str:
    """Return the preview of a text alone; markdownx knows it by its settings."""
    return preview(make_source("", "", content))
