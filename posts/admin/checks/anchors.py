"""The ids of other texts' bodies, which links may lead to."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Final

from django.db.models import QuerySet

# In finished HTML a quotation mark stands around attributes only.
_ID: Final = re.compile(r' id="([^"]*)"')
_MOST: Final = 500
# By the text's fingerprint: equal ones have equal HTML, so nothing here grows stale.
_remembered: dict[str, frozenset[str]] = {}


def ids_of(
    texts: QuerySet, fingerprints: Mapping[str, str]
) -> dict[str, frozenset[str]]:
    """Return the ids of the texts with these slugs; `fingerprints` are by slug.

    One query for those that are not remembered. They are, because a report is made at
    every pause of typing, and the bodies of fifty long essays take a moment to read.
    """
    found = {
        slug: _remembered[fingerprint]
        for slug, fingerprint in fingerprints.items()
        if fingerprint in _remembered
    }
    unread = texts.filter(slug__in=fingerprints.keys() - found.keys())
    for slug, html in unread.values_list("slug", "body_html"):
        found[slug] = frozenset(map(unescape, _ID.findall(html)))
        if len(_remembered) >= _MOST:
            _remembered.clear()
        _remembered[fingerprints[slug]] = found[slug]
    return found
