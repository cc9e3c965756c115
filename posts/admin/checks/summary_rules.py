"""The rule for a summary, which lists, feeds and search engines show."""

from collections.abc import Iterator

from posts.models import Post
from posts.rendering import Problem
from posts.rendering.proofreading import clip

from .checked_text import CheckedText


def missing_summary(text: CheckedText) -> Iterator[Problem]:
    """A post whose first paragraph stands in for it; pages are not listed."""
    if not isinstance(text.article, Post) or text.source.summary.strip():
        return
    instead = text.rendered.summary_text
    if instead:
        message = (
            "There is no summary. The front page and search engines will show the first"
            f" paragraph: “{clip(instead, 80)}”"
        )
    else:
        message = (
            "There is no summary, and no paragraph to take its place: the front page"
            " will show only the title."
        )
    yield Problem("summary", 1, message, "summary-missing")
