"""Headings of a body: levels below the page's h1, ids, and the contents."""

from collections.abc import Iterator, Sequence
from typing import Final

from .identifiers import Names, slug
from .plain_text import plain_text
from .tree import Element, Node, elements, serialise
from .values import Heading

_NAMES: Final = {f"h{level}": level for level in range(1, 7)}
_NOT_LISTED: Final = frozenset({"blockquote", "section", "td", "th", "figure"})
_FLATTENED: Final = frozenset({"a", "img", "input"})


def level_of(element: Element) -> int:
    """Return 1 to 6 for a heading and 0 for anything else."""
    return _NAMES.get(element.name, 0)


def headings_of(nodes: Sequence[Node]) -> list[Element]:
    """Return the headings, in document order."""
    return [element for element in elements(nodes) if level_of(element)]


def renumber_levels(headings: Sequence[Element]) -> None:
    """Renumber the levels by how the headings nest, beginning with h2.

    The page's h1 is its title. No level is skipped, even where the author did.
    """
    above: list[int] = []
    for heading in headings:
        level = level_of(heading)
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        heading.name = f"h{min(len(above) + 1, 6)}"


def give_ids(headings: Sequence[Element], taken: set[str]) -> set[str]:
    """Give every heading without an id one made of its text; return those given."""
    names = Names(taken)
    given: set[str] = set()
    for heading in headings:
        if not heading.attributes.get("id"):
            name = names.unused(slug(plain_text(heading.children)))
            heading.attributes["id"] = name
            given.add(name)
    return given


def keep_former_ids(
    headings: Sequence[Element], former: Sequence[tuple[str, str]], taken: set[str]
) -> set[str]:
    """Let former ids lead to their headings, unless they are taken; return them."""
    named = {heading.attributes["id"]: heading for heading in headings}
    kept = {old: named[now] for old, now in former if now in named and old not in taken}
    for old, heading in kept.items():
        heading.children = [*heading.children, Element("a", {"id": old}, [])]
    return set(kept)


def contents(nodes: Sequence[Node]) -> Iterator[Heading]:
    """Yield the headings that structure the text: not those of quotations."""
    for node in nodes:
        if not isinstance(node, Element) or node.name in _NOT_LISTED:
            continue
        if level := level_of(node):
            html = serialise(bare(node.children)).strip()
            yield Heading(level, node.attributes["id"], html)
        else:
            yield from contents(node.children)


def bare(
    nodes: Sequence[Node], unwrapped: frozenset[str] = _FLATTENED
) -> Iterator[Node]:
    """Yield a copy without ids, notes, images and, by default, links."""
    for node in nodes:
        if not isinstance(node, Element):
            yield node
        elif "footnote-ref" in node.classes:
            continue
        elif node.name in unwrapped or node.attributes.get("href", "").startswith("#"):
            yield from bare(node.children, unwrapped)
        else:
            attributes = {k: v for k, v in node.attributes.items() if k != "id"}
            yield Element(node.name, attributes, list(bare(node.children, unwrapped)))
