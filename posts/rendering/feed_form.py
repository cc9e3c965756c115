"""An article's HTML as feed readers need it: absolute addresses, no script, no style.

Readers drop classes, roles and often whole elements, and show what they leave. So what
classes say on the page is said here by elements that all of them know.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final
from urllib.parse import urljoin

from .tree import Element, Node, elements, parse, serialise

_NOISE: Final = ("class", "tabindex", "role", "loading", "decoding", "hidden", "data-")
_ADDRESSES: Final = ("href", "src", "poster", "cite")
_MATHML: Final = "http://www.w3.org/1998/Math/MathML"


def feed_form(html: str, base_url: str) -> str:
    """Return rendered HTML for a feed; `base_url` is the address of its page."""
    nodes = list(_translate(parse(html)))
    for element in elements(nodes):
        element.attributes = {
            name: _absolute(name, value, base_url)
            for name, value in element.attributes.items()
            if not name.startswith((*_NOISE, "aria-"))
        }
    return serialise(nodes)


def _absolute(name: str, value: str, base_url: str) -> str:
    if name == "srcset":
        sources = (source.split(maxsplit=1) for source in value.split(","))
        return ", ".join(
            " ".join([_join(base_url, source[0]), *source[1:]])
            for source in sources
            if source
        )
    # Readers look for the notes of an item by these fragments.
    if name not in _ADDRESSES or value.startswith("#fn"):
        return value
    return _join(base_url, value)


def _join(base_url: str, address: str) -> str:
    try:
        return urljoin(base_url, address)
    except ValueError:  # such as http://[
        return address


def _translate(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, Element):
            yield from _translated(node)
        else:
            yield node


def _translated(element: Element) -> Iterator[Node]:
    for key in (element.name, *(f".{name}" for name in element.classes)):
        if key in _TRANSLATIONS:
            yield from _TRANSLATIONS[key](element)
            return
    element.children = list(_translate(element.children))
    yield element


def _renamed(name: str, element: Element) -> Iterator[Node]:
    yield Element(name, element.attributes, list(_translate(element.children)))


def _bold_paragraph(element: Element) -> Iterator[Node]:
    yield Element("p", {}, [Element("strong", {}, list(_translate(element.children)))])


def _unwrapped(element: Element) -> Iterator[Node]:
    yield from _translate(element.children)


def _code(element: Element) -> Iterator[Node]:
    yield Element("pre", {}, [Element("code", {}, [_text(element)])])


def _text(node: Node) -> str:
    if isinstance(node, Element):
        return "".join(map(_text, node.children))
    return node if isinstance(node, str) else node.text


def _notes(element: Element) -> Iterator[Node]:
    yield Element("hr")
    yield from _translate(element.children)


def _box(element: Element) -> Iterator[Node]:
    yield "\u2611" if "checked" in element.attributes else "\u2610"


def _math(element: Element) -> Iterator[Node]:
    """A formula without its TeX, which some readers would show beside it."""
    element.attributes["xmlns"] = _MATHML
    element.children = list(_without_annotations(element.children))
    yield element


def _without_annotations(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if not isinstance(node, Element):
            yield node
        elif node.name == "semantics":
            yield from _without_annotations(node.children)
        elif node.name not in ("annotation", "annotation-xml"):
            node.children = list(_without_annotations(node.children))
            yield node


_TRANSLATIONS: Final[dict[str, Callable[[Element], Iterator[Node]]]] = {
    ".alert": partial(_renamed, "blockquote"),
    ".alert-title": _bold_paragraph,
    ".code": _code,
    ".footnotes": _notes,
    ".formula": partial(_renamed, "p"),
    ".table": _unwrapped,
    "details": partial(_renamed, "div"),
    "summary": _bold_paragraph,
    "input": _box,
    "math": _math,
}
