"""What the author should know of a finished body: one small function per rule."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from .headings import level_of
from .tree import Element, Node, elements

type Finding = tuple[int, str]  # line and message


def findings(nodes: Sequence[Node], ids: set[str]) -> Iterator[Finding]:
    """Yield the problems of elements, which still know their lines."""
    for element in elements(nodes):
        yield from missing_alternative_text(element)
        yield from foreign_media(element)
        yield from dead_link(element, ids)
        yield from refused_link(element)


def line_of(element: Element) -> int:
    """Return the line of the source that an element stands on, or 1."""
    line = element.attributes.get("data-line", "")
    return int(line) if line.isascii() and line.isdigit() else 1


def skipped_levels(headings: Sequence[Element]) -> Iterator[Finding]:
    """A heading more than one level below the one before it, in the author's levels."""
    for before, heading in pairwise(headings):
        if level_of(heading) > level_of(before) + 1:
            yield (
                line_of(heading),
                (
                    f"A heading of level {level_of(heading)} follows one of level"
                    f" {level_of(before)}: a level is skipped."
                ),
            )


def missing_alternative_text(element: Element) -> Iterator[Finding]:
    """An image that says nothing to those who cannot see it."""
    if element.name == "img" and "alt" not in element.attributes:
        address = element.attributes.get("src", "")
        yield line_of(element), f"The image {address} has no alternative text."


def foreign_media(element: Element) -> Iterator[Finding]:
    """An image or film that is not stored here: the security policy keeps it out."""
    for name in ("src", "poster"):
        address = element.attributes.get(name)
        if address is not None and not _is_local(address):
            yield line_of(element), f"{address} is not a file of this site: upload it."


def _is_local(address: str) -> bool:
    return address.startswith("/") and not address.startswith(("//", "/\\"))


def dead_link(element: Element, ids: set[str]) -> Iterator[Finding]:
    """A link to a place on this page that does not exist."""
    address = element.attributes.get("href", "")
    if address.startswith("#") and len(address) > 1 and address[1:] not in ids:
        yield line_of(element), f"Nothing on this page has the id {address[1:]}."


def refused_link(element: Element) -> Iterator[Finding]:
    """A link whose address the sanitiser has taken out."""
    if element.name == "a" and not {"href", "id"} & element.attributes.keys():
        yield line_of(element), "A link has no address, or one that is not allowed."
