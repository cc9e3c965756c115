"""Which HTML may appear: what an author may write, and the sanitiser's last word."""

import re
from typing import Final

import nh3

from .tree import names

_INLINE: Final = names(
    """
    abbr b bdi br cite code data del dfn em i ins kbd mark q rp rt ruby s samp
    small span strong sub sup time u var wbr
    """
)
AUTHOR_TAGS: Final = _INLINE | names(
    """
    a audio blockquote caption col colgroup dd details div dl dt figcaption figure
    h1 h2 h3 h4 h5 h6 hr img li ol p pre source summary table tbody td tfoot th thead
    tr track ul video
    """
)
GLOBAL_ATTRIBUTES: Final = frozenset({"class", "dir", "id", "lang", "title"})
AUTHOR_ATTRIBUTES: Final[dict[str, frozenset[str]]] = {
    tag: frozenset(names.split())
    for tag, names in {
        "a": "href hreflang download",
        "audio": "controls loop muted preload src",
        "blockquote": "cite",
        "col": "span",
        "colgroup": "span",
        "data": "value",
        "del": "cite datetime",
        "details": "open name",
        "img": "alt height src width",
        "ins": "cite datetime",
        "li": "value",
        "ol": "reversed start type",
        "q": "cite",
        "source": "src type",
        "td": "colspan headers rowspan",
        "th": "abbr colspan headers rowspan scope",
        "time": "datetime",
        "track": "default kind label src srclang",
        "video": "controls height loop muted playsinline poster preload src width",
    }.items()
}
ADDRESSES: Final = frozenset({"cite", "href", "poster", "src"})
SWITCHES: Final = names(
    """
    controls default loop muted open playsinline reversed
    """
)

# Values beyond these would only be reported by an HTML checker.
_MONTH = "(0[1-9]|1[0-2])"
_DAY = r"([012]\d|3[01])"
_TIME = r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?"
_NUMBER = r"[1-9]\d{0,3}"
_INTEGER = r"-?\d{1,9}"
_LANGUAGE_TAG = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"
VALUES: Final[dict[str, re.Pattern[str]]] = {
    name: re.compile(pattern, re.DOTALL)
    for name, pattern in {
        "cite": r"\s*(https?:|[/#]).*",
        "colspan": r"[1-9]\d{0,2}",
        "datetime": rf"\d{{4}}-{_MONTH}|\d{{4}}-{_MONTH}-{_DAY}([T ]{_TIME}Z?)?",
        "dir": "ltr|rtl|auto",
        "height": _NUMBER,
        "hreflang": _LANGUAGE_TAG,
        "id": r"\S+",
        "kind": "captions|chapters|descriptions|metadata|subtitles",
        "lang": _LANGUAGE_TAG,
        "name": r".*\S.*",
        "poster": r".*\S.*",
        "preload": "none|metadata|auto",
        "rowspan": r"[1-9]\d{0,3}",
        "scope": "row|col|rowgroup|colgroup",
        "span": r"[1-9]\d{0,2}",
        "src": r".*\S.*",
        "srclang": _LANGUAGE_TAG,
        "start": _INTEGER,
        "type": r"[1aAiI]|(audio|video|image)/[a-z0-9.+-]+",
        "value": ".*",
        "width": _NUMBER,
    }.items()
}

# Elements that carry their line as `data-line` up to the search for problems.
LOCATED: Final = names("a audio h1 h2 h3 h4 h5 h6 img source video")

# What only the renderer itself writes.
_OWN_ATTRIBUTES: Final[dict[str, frozenset[str]]] = {
    "a": frozenset({"aria-label"}),
    "input": frozenset({"aria-label", "checked"}),
    "section": frozenset({"aria-label"}),
}
_ROLES: Final = {
    "a": {"doc-noteref", "doc-backlink"},
    "div": {"note"},
    "section": {"doc-endnotes"},
}
_SCHEMES: Final = {
    "http",
    "https",
    "mailto",
    "tel",
    "ftp",
    "doi",
    "geo",
    "xmpp",
    "matrix",
}


def _cleaner(tags: frozenset[str], globals_: frozenset[str]) -> nh3.Cleaner:
    attributes = {"*": set(globals_)}
    for tag in tags:
        own = _OWN_ATTRIBUTES.get(tag, frozenset())
        attributes[tag] = set(AUTHOR_ATTRIBUTES.get(tag, frozenset()) | own)
        if tag in LOCATED and "id" in globals_:
            attributes[tag].add("data-line")
    return nh3.Cleaner(
        tags=set(tags),
        attributes=attributes,
        tag_attribute_values={
            tag: {"role": values} for tag, values in _ROLES.items() if tag in tags
        },
        set_tag_attribute_values=(
            {"input": {"type": "checkbox", "disabled": ""}} if "input" in tags else {}
        ),
        url_schemes=_SCHEMES,
        link_rel=None,
    )


_BODY = _cleaner(AUTHOR_TAGS | {"input", "section"}, GLOBAL_ATTRIBUTES)
_SUMMARY = _cleaner(_INLINE - {"br"} | {"a"}, GLOBAL_ATTRIBUTES - {"id"})
_TITLE = _cleaner(_INLINE - {"br"}, GLOBAL_ATTRIBUTES - {"id"})


def sanitise_body(html: str) -> str:
    """Return the allowed part of a body, balanced and canonical."""
    return _BODY.clean(html)


def sanitise_summary(html: str) -> str:
    """Return the allowed part of a line of text with links."""
    return _SUMMARY.clean(html)


def sanitise_title(html: str) -> str:
    """Return the allowed part of a line of text without links."""
    return _TITLE.clean(html)
