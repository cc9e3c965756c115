"""The ids in other texts' bodies, as link targets."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Final

from django.db.models import QuerySet

# In finished HTML, quotation marks surround only attributes.
_ID: Final = re.compile(r' id="([^"]*)"')
_MAX_REMEMBERED: Final = 500
# By fingerprint: equal fingerprints mean equal HTML, so no entry becomes stale.
_remembered: dict[str, frozenset[str]] = {}


def ids_of(
    texts: QuerySet, fingerprints: Mapping[str, str]
) -> dict[str, frozenset[str]]:
    """Return the ids in the texts with these slugs; `fingerprints` are by slug.

    One query for those not remembered. They are remembered because a report is made at
    every pause in typing, and fifty long essays take a moment to read.
    """
    found = {
        slug: _remembered[fingerprint]
        for slug, fingerprint in fingerprints.items()
        if fingerprint in _remembered
    }
    unread = texts.filter(slug__in=fingerprints.keys() - found.keys())
    for slug, html in unread.values_list("slug", "body_html"):
        found[slug] = frozenset(map(unescape, _ID.findall(html)))
        if len(_remembered) >= _MAX_REMEMBERED:
            _remembered.clear()
        _remembered[fingerprints[slug]] = found[slug]
    return found
