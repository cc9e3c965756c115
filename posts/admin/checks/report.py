"""The report before publishing, as the desk shows it, with its digest."""

import hashlib
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Self

from django.template.loader import render_to_string

from posts.models.article import Article
from posts.models.permissions import Viewer

from . import Finding, check_article


@dataclass(frozen=True, slots=True)
class Report:
    """The findings about a text."""

    findings: Sequence[Finding]

    @classmethod
    def of(cls, article: Article, user: Viewer) -> Self:
        """Return the report on a text, saved or not, as far as an account may know."""
        return cls(check_article(article, user=user))

    @property
    def blocks(self) -> bool:
        """Whether something would break the page."""
        return any(finding.blocks for finding in self.findings)

    @property
    def digest(self) -> str:
        """What the form sends back to say that this report was shown; "" if empty."""
        if not self.findings:
            return ""
        text = repr([astuple(finding) for finding in self.findings])
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def html(self) -> str:
        """Return the report as HTML, for the panel of the desk."""
        return render_to_string(
            "admin/checks/_report.html", {"findings": self.findings}
        )
