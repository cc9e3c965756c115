"""The report before publishing: what to fix in a text, and what would break its page.

Each rule is a function of a `CheckedText` that yields findings, and is in `RULES`.
Checks that need nothing but the text are in posts/rendering/proofreading.py.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from django.contrib.auth.models import AnonymousUser

from posts.models.article import Article
from posts.models.permissions import Viewer
from posts.rendering import Problem
from posts.rendering.proofreading import proofread

from .checked_text import CheckedText
from .image_rules import images_elsewhere, missing_files, oversized_images
from .link_rules import broken_links, relative_links, too_many_links
from .summary_rules import missing_summary

__all__ = ["RULES", "Finding", "check_article"]

Finding = Problem

RULES: Final[tuple[Callable[[CheckedText], Iterator[Finding]], ...]] = (
    missing_summary,
    broken_links,
    relative_links,
    too_many_links,
    images_elsewhere,
    missing_files,
    oversized_images,
)

# The renderer does not know this site's own host; the rules for images do.
_SUPERSEDED: Final = {"foreign-media"}
_FIELDS: Final = ("title", "summary", "body")
_PUBLIC: Final = AnonymousUser()


def check_article(article: Article, *, user: Viewer = _PUBLIC) -> list[Finding]:
    """Return the findings about a post or page, saved or not.

    Findings reveal of other texts only what the user may know: by default, what the
    public knows.

    What blocks publishing comes first, then broken formulas, then the rest by field and
    line. The number of queries does not depend on the text; no other host is contacted.
    """
    text = CheckedText.of(article, user)
    found = [
        *_rendering_problems(text),
        *proofread(text.source, text.rendered),
        *(finding for rule in RULES for finding in rule(text)),
    ]
    return sorted(found, key=_place)


def _rendering_problems(text: CheckedText) -> Iterator[Finding]:
    for problem in text.rendered.problems:
        if problem.rule == "formula":
            message = f"This formula cannot be read. {problem.message}"
            yield replace(problem, message=message)
        elif problem.rule not in _SUPERSEDED:
            yield problem


def _place(finding: Finding) -> tuple[bool, bool, int, int]:
    field = _FIELDS.index(finding.field) if finding.field in _FIELDS else len(_FIELDS)
    return not finding.blocks, finding.rule != "formula", field, finding.line
