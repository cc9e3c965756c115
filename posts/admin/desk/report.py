"""The report as the desk shows it, and what tells one report from another."""

import hashlib
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from django.template.loader import render_to_string

from posts.admin.checks import Finding


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in a text."""

    findings: Sequence[Finding]

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
        return render_to_string(
            "admin/checks/_report.html", {"findings": self.findings}
        )
