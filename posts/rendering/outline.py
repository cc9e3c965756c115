"""Gathering what checks need from a body whose elements still know their lines."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

from .headings import level_of
from .plain_text import plain_text
from .tree import Element, Node, elements
from .values import Field, Link, Section

type Kind = Literal["link", "image", "video"]

_KINDS: Final[dict[str, tuple[tuple[str, Kind], ...]]] = {
    "a": (("href", "link"),),
    "audio": (("src", "video"),),
    "img": (("src", "image"),),
    "source": (("src", "video"),),
    "video": (("src", "video"), ("poster", "image")),
}


def line_of(element: Element) -> int:
    """Return the line of the source that an element is on, or 1."""
    line = element.attributes.get("data-line", "")
    return int(line) if line.isascii() and line.isdigit() else 1


def links(nodes: Iterable[Node], field: Field) -> list[Link]:
    """Return every address, in document order; not those that the renderer writes."""
    return [link for element in elements(nodes) for link in _links(element, field)]


def _links(element: Element, field: Field) -> Iterator[Link]:
    for attribute, kind in _KINDS.get(element.name, ()):
        address = element.attributes.get(attribute)
        if address is not None and "role" not in element.attributes:
            yield Link(field, line_of(element), kind, address)


def sections(headings: Sequence[Element]) -> list[Section]:
    """Return the headings as they were typed; before their levels are renumbered."""
    return [
        Section(line_of(heading), level_of(heading), plain_text(heading.children))
        for heading in headings
    ]
