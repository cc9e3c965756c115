"""The last steps over a sanitised body: inserts, ids, images, tables."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from .characters import CLOSE, OPEN
from .content_model import repair
from .conversion import Conversion
from .headings import (
    bare,
    give_ids,
    headings_of,
    keep_former_ids,
    renumber_levels,
)
from .outline import line_of, links, sections
from .plain_text import plain_text
from .problems import element_problems, empty_headings, refused_images, skipped_levels
from .tree import Element, Node, Trusted, elements
from .values import Context, ImageFacts

_INSERT = re.compile(f"{OPEN}(\\d+){CLOSE}")
_ID = re.compile(r'<[^>]*? id="([^"]*)"')


def finish(nodes: list[Node], conversion: Conversion) -> list[Node]:
    """Return the nodes of a body as they are published; report what is wrong."""
    details = conversion.context.labels.details
    nodes = with_inserts(nodes, conversion.inserts)
    for found in (*empty_headings(headings_of(nodes)), *refused_images(nodes)):
        conversion.report(*found)
    nodes = repair(nodes, details)
    headings = headings_of(nodes)
    for found in skipped_levels(headings):
        conversion.report(*found)
    conversion.sections = sections(headings)
    renumber_levels(headings)
    conversion.ids = _make_ids_unique(nodes, conversion)
    conversion.ids |= give_ids(headings, conversion.ids)
    former = conversion.context.former_ids
    conversion.ids |= keep_former_ids(headings, former, conversion.ids)
    for found in element_problems(nodes, conversion.ids):
        conversion.report(*found)
    conversion.links = links(nodes, conversion.name)
    _finish_images(nodes, conversion.context)
    for element in elements(nodes):
        element.attributes.pop("data-line", None)
        if element.name == "input":
            # The sanitiser adds some in an order that differs between processes.
            element.attributes = dict(sorted(element.attributes.items()))
    return _wrap_tables(nodes, conversion.context)


def with_inserts(
    nodes: Sequence[Node], inserts: Sequence[Trusted | None]
) -> list[Node]:
    """Return the nodes with finished HTML in place; no empty paragraphs."""
    result: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            result.extend(_split(node, inserts))
        elif isinstance(node, Element):
            node.children = with_inserts(node.children, inserts)
            result.extend(_unwrapped(node))
    return result


def _split(text: str, inserts: Sequence[Trusted | None]) -> Iterator[Node]:
    for index, piece in enumerate(_INSERT.split(text)):
        if index % 2 == 0:
            if piece:
                yield piece
        elif insert := inserts[int(piece)]:
            yield insert


def _unwrapped(element: Element) -> Iterator[Node]:
    """Yield a block insert without the div that held its place; no empty paragraph."""
    only = element.children[0] if len(element.children) == 1 else None
    is_place = element.name == "div" and not element.attributes
    if is_place and isinstance(only, Trusted) and only.is_block:
        yield only
    elif element.name != "p" or not element.is_blank:
        yield element


def _make_ids_unique(nodes: Sequence[Node], conversion: Conversion) -> set[str]:
    """Keep the first of equal ids; return all ids of the page."""
    taken: set[str] = set()
    for element in elements(nodes):
        name = element.attributes.get("id")
        if name is None:
            continue
        if name in taken:
            del element.attributes["id"]
            conversion.report(
                line_of(element),
                f"The id {name} is used twice: links lead to the first place only.",
                "id-repeated",
            )
        taken.add(name)
    for insert in conversion.inserts:
        if insert:
            taken.update(_ID.findall(insert.html))
    return taken


def _finish_images(nodes: Sequence[Node], context: Context) -> None:
    facts = {unquote(image.address): image for image in context.images}
    for element in elements(nodes):
        if element.name == "img":
            known = facts.get(unquote(element.attributes.get("src", "")))
            _finish_image(element.attributes, known)


def _finish_image(attributes: dict[str, str], known: ImageFacts | None) -> None:
    attributes.setdefault("alt", "")
    width, height = attributes.get("width"), attributes.get("height")
    if known and not width:
        share = int(height) / known.height if height else 1
        attributes["width"] = str(round(known.width * share) or 1)
    if known and not height:
        share = int(width) / known.width if width else 1
        attributes["height"] = str(round(known.height * share) or 1)
    attributes["loading"] = "lazy"
    attributes["decoding"] = "async"


def _wrap_tables(nodes: Sequence[Node], context: Context) -> list[Node]:
    """Let wide tables scroll by themselves, by keyboard too, which needs a name."""
    result: list[Node] = []
    for node in nodes:
        if isinstance(node, Element):
            node.children = _wrap_tables(node.children, context)
            if node.name == "table":
                node = _wrapped(node, context.labels.table)
        result.append(node)
    return result


def _wrapped(table: Element, label: str) -> Element:
    captions = [child for child in elements(table.children) if child.name == "caption"]
    name = plain_text(captions[:1]) or label
    attributes = {
        "class": "table",
        "tabindex": "0",
        "role": "group",
        "aria-label": name,
    }
    return Element("div", attributes, [table])


def lead(nodes: Sequence[Node]) -> list[Node]:
    """Return the first paragraph that contains words, for use away from its page."""
    for node in nodes:
        if isinstance(node, Element) and node.name == "p":
            copy = list(bare(node.children, frozenset({"img", "input", "br"})))
            if any(character.isalpha() for character in plain_text(copy)):
                return copy
    return []
