"""A small tree for HTML that the sanitiser or the mathematics module has written.

Their output is canonical (tags closed, attributes quoted), so a few lines read it; they
do not suit HTML from elsewhere.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final


def names(text: str) -> frozenset[str]:
    """Return the names that whitespace separates in a text."""
    return frozenset(text.split())


VOID: Final = names(
    """
    area base br col embed hr img input link meta source track wbr
    """
)
_TAG = re.compile(r'<(/?)([a-zA-Z][^\s/>"]*+)((?:[^>"]++|"[^"]*+")*+)>')
_ATTRIBUTE = re.compile(r'([^\s"=/]++)(?:="([^"]*+)")?')


@dataclass(slots=True)
class Element:
    """An element; text among its children is decoded."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Node]" = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """The class names, in order."""
        return self.attributes.get("class", "").split()

    @property
    def is_blank(self) -> bool:
        """Whether it contains nothing but whitespace."""
        return not any(
            child.strip() if isinstance(child, str) else child
            for child in self.children
        )


@dataclass(slots=True, frozen=True)
class Trusted:
    """Finished HTML that is not parsed, and the plain text that it stands for."""

    html: str
    text: str
    words: int
    is_block: bool


type Node = Element | Trusted | str


def parse(html: str) -> list[Node]:
    """Return the nodes of a canonical fragment; a stray end tag is dropped."""
    root = Element("")
    path = [root]
    position = 0
    for tag in _TAG.finditer(html):
        if tag.start() > position:
            _add_text(path[-1], unescape(html[position : tag.start()]))
        position = tag.end()
        closing, name, attributes = tag.groups()
        if closing:
            _leave(path, name)
            continue
        element = Element(name, _attributes(attributes))
        path[-1].children.append(element)
        if name not in VOID and not attributes.endswith("/"):
            path.append(element)
    if position < len(html):
        _add_text(path[-1], unescape(html[position:]))
    return root.children


def _add_text(element: Element, text: str) -> None:
    if element.name == "pre" and not element.children:
        text = text.removeprefix("\n")  # which only shields a line break after it
    element.children.append(text)


def _leave(path: list[Element], name: str) -> None:
    for depth in range(len(path) - 1, 0, -1):
        if path[depth].name == name:
            del path[depth:]
            return


def _attributes(text: str) -> dict[str, str]:
    return (
        {name: unescape(value or "") for name, value in _ATTRIBUTE.findall(text)}
        if text
        else {}
    )


def serialise(nodes: Iterable[Node]) -> str:
    """Return the nodes as canonical HTML."""
    out: list[str] = []
    _write(nodes, out)
    return "".join(out)


def _write(nodes: Iterable[Node], out: list[str]) -> None:
    for node in nodes:
        if isinstance(node, str):
            out.append(escape(node))
        elif isinstance(node, Trusted):
            out.append(node.html)
        else:
            out.append(f"<{node.name}")
            for name, value in node.attributes.items():
                out.append(f' {name}="{escape(value)}"')
            out.append(">")
            if node.name in VOID:
                continue
            # The parser of a browser drops a line break that opens a pre.
            if node.name == "pre" and node.children[:1] and _starts_with_break(node):
                out.append("\n")
            _write(node.children, out)
            out.append(f"</{node.name}>")


def _starts_with_break(pre: Element) -> bool:
    first = pre.children[0]
    return isinstance(first, str) and first.startswith("\n")


def escape(text: str) -> str:
    """Return the text escaped for use between tags or in double quotes."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace('"', "&quot;") if '"' in text else text


def elements(nodes: Iterable[Node]) -> Iterator[Element]:
    """Yield every element, in document order."""
    for node in nodes:
        if isinstance(node, Element):
            yield node
            yield from elements(node.children)
