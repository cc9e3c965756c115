"""The report before publishing, as the desk shows it, and what tells two apart."""

import hashlib
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Any, Self

from django.template.loader import render_to_string

from posts.models.article import Article

from . import Finding, check_article


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a text."""

    findings: Sequence[Finding]

    @classmethod
    def of(cls, article: Article, user: Any) -> Self:
        """Return the report of a text, saved or not, as far as an account may know."""
        return cls(check_article(article, user=user))

    @property
    def blocks(self) -> bool:
        """Whether something in it would break the page."""
        return any(finding.blocks for finding in self.findings)

    @property
    def digest(self) -> str:
        """What the form sends back to say that this report was seen; "" if empty."""
        if not self.findings:
            return ""
        text = repr([astuple(finding) for finding in self.findings])
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def html(self) -> str:
        """Return the report as HTML, for the panel of the desk."""
        return render_to_string(
            "admin/checks/_report.html", {"findings": self.findings}
        )
