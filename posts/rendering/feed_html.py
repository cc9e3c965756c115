"""An article's HTML as feed readers need it: absolute addresses, no script, no style.

Readers drop classes, roles and often whole elements, and show what is left. So what
classes say on the page is said here by elements that all of them know.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final
from urllib.parse import urljoin

from .feed_mathematics import formula, source, text
from .tree import Element, Node, elements, parse, serialise

_NOISE: Final = ("aria-", "class", "data-", "decoding", "hidden", "loading", "role")
_NOISE_IN_FULL: Final = {"sizes", "srcset", "style", "tabindex"}
_ADDRESSES: Final = ("href", "src", "poster", "cite")
_FORMULAS: Final = {"mathml": formula, "tex": source}


def feed_html(html: str, base_url: str, *, mathematics: str = "mathml") -> str:
    """Return rendered HTML for a feed; `base_url` is the address of its page.

    Formulas are MathML, or their TeX source if `mathematics` is "tex" and not "mathml".
    """
    nodes = list(_translate(parse(html)))
    nodes = list(_with_formulas(nodes, _FORMULAS[mathematics]))
    for element in elements(nodes):
        element.attributes = {
            name: _absolute(name, value, base_url)
            for name, value in element.attributes.items()
            if not name.startswith(_NOISE) and name not in _NOISE_IN_FULL
        }
        if element.name == "img":
            element.attributes.setdefault("alt", "")
    return serialise(nodes)


def _with_formulas(
    nodes: Iterable[Node], write: Callable[[Element], Iterator[Node]]
) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, Element):
            if node.name == "math":
                yield from write(node)
                continue
            node.children = list(_with_formulas(node.children, write))
        yield node


def _absolute(name: str, value: str, base_url: str) -> str:
    # A bare fragment, too: some readers would take it for one of the feed's address.
    if name not in _ADDRESSES:
        return value
    try:
        return urljoin(base_url, value)
    except ValueError:  # such as http://[
        return value


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
    yield Element("pre", {}, [Element("code", {}, [text(element.children)])])


def _notes(element: Element) -> Iterator[Node]:
    yield Element("hr")
    yield from _translate(element.children)


def _box(element: Element) -> Iterator[Node]:
    yield "\u2611" if "checked" in element.attributes else "\u2610"


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
}
