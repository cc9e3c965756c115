"""What the author should know about a body's elements: one small function per rule."""

from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import Final
from urllib.parse import unquote

from .headings import level_of
from .identifiers import slug
from .outline import line_of
from .plain_text import plain_text
from .tree import Element, Node, elements

type Finding = tuple[int, str, str]  # line, message and rule

# Ids that every page has, or may have, outside the author's text.
_OF_THE_PAGE: Final = frozenset({"top", "main", "site-contents"})


def element_problems(nodes: Sequence[Node], ids: set[str]) -> Iterator[Finding]:
    """Yield the problems of elements, which still know their lines."""
    for element in elements(nodes):
        yield from missing_alternative_text(element)
        yield from foreign_media(element)
        yield from dead_link(element, ids)
        yield from refused_link(element)
        yield from nameless_link(element)


def empty_headings(headings: Sequence[Element]) -> Iterator[Finding]:
    """A heading without a word: it is left out, or cannot be linked to."""
    for heading in headings:
        if not plain_text(heading.children):
            message = "A heading has no words. Write some, or delete its “#”."
            yield line_of(heading), message, "heading-empty"


def refused_images(nodes: Sequence[Node]) -> Iterator[Finding]:
    """An image whose address is missing, or was taken out by the sanitiser."""
    for element in elements(nodes):
        if element.name == "img" and not element.attributes.get("src"):
            message = (
                "An image has no address, or one that is not allowed, and was left out."
                " Upload it here."
            )
            yield line_of(element), message, "image-refused"


def skipped_levels(headings: Sequence[Element]) -> Iterator[Finding]:
    """A heading more than one level below the one before it, in the author's levels."""
    for before, heading in pairwise(headings):
        right = level_of(before) + 1
        if level_of(heading) > right:
            message = (
                f"A heading of level {level_of(heading)} follows one of level"
                f" {level_of(before)}: a level is skipped. Write"
                f" “{'#' * right}” for level {right}."
            )
            yield line_of(heading), message, "heading-skipped"


def missing_alternative_text(element: Element) -> Iterator[Finding]:
    """An image that says nothing to those who cannot see it.

    An empty `alt` in the author's own HTML is a statement: the image only decorates.
    """
    if element.name == "img" and "alt" not in element.attributes:
        message = (
            f"The image {element.attributes.get('src', '')} has no alternative text."
            " Say what it shows, as in ![words](address), or mark it as decorative"
            ' with alt="" in an <img>.'
        )
        yield line_of(element), message, "alt-missing"


def foreign_media(element: Element) -> Iterator[Finding]:
    """An image or video that is not stored here: the security policy keeps it out."""
    for name in ("src", "poster"):
        address = element.attributes.get(name)
        if address is not None and not _is_local(address):
            message = f"{address} is not a file of this site: upload it."
            yield line_of(element), message, "foreign-media"


def _is_local(address: str) -> bool:
    return address.startswith("/") and not address.startswith(("//", "/\\"))


def dead_link(element: Element, ids: set[str]) -> Iterator[Finding]:
    """A link to a place on this page that does not exist."""
    address = element.attributes.get("href", "")
    name = address[1:]
    if not address.startswith("#") or has_anchor(ids, name):
        return
    message = f"Nothing on this page has the id {unquote(name)}.{perhaps(ids, name)}"
    yield line_of(element), message, "anchor-missing"


def perhaps(ids: Set[str], name: str) -> str:
    """Return a sentence with the id that a heading of these words has; "" if none."""
    meant = slug(unquote(name))
    return f" Perhaps #{meant} is meant." if meant in ids else ""


def has_anchor(ids: Set[str], name: str) -> bool:
    """Return whether a browser would find a fragment on a page with these ids."""
    decoded = unquote(name)
    return not name or name in ids or decoded in ids or decoded.lower() in _OF_THE_PAGE


def refused_link(element: Element) -> Iterator[Finding]:
    """A link whose address is missing, or was taken out by the sanitiser."""
    if element.name != "a" or "id" in element.attributes:
        return
    if not element.attributes.get("href"):
        message = (
            "A link has no address, or one that is not allowed. Begin it with https://,"
            " with / for a page of this site, or with # for a place on this page."
        )
        yield line_of(element), message, "link-refused"


def nameless_link(element: Element) -> Iterator[Finding]:
    """A link that nobody can see, click or have read out."""
    if element.name == "a" and "href" in element.attributes and _says_nothing(element):
        message = f"The link to {element.attributes['href']} has no words: write some."
        yield line_of(element), message, "link-nameless"


def _says_nothing(node: Node) -> bool:
    if not isinstance(node, Element):
        return not node.strip() if isinstance(node, str) else not node.html
    if node.name in {"img", "audio", "video"}:
        return False
    return all(map(_says_nothing, node.children))
