"""HTML as XML, for feeds whose content is XHTML (RFC 4287, 3.1.1.3)."""

import re
from collections.abc import Iterable
from typing import Final

from .tree import VOID, Element, Node, escape, parse

_NAMESPACE: Final = "http://www.w3.org/1999/xhtml"
_NAME: Final = re.compile(r"[A-Za-z_][\w.-]*")


def xhtml(html: str) -> str:
    """Return canonical HTML as one well-formed `div` in the XHTML namespace."""
    out: list[str] = []
    _write(parse(html), out)
    return f'<div xmlns="{_NAMESPACE}">{"".join(out)}</div>'


def _write(nodes: Iterable[Node], out: list[str]) -> None:
    for node in nodes:
        if not isinstance(node, Element):
            out.append(escape(node) if isinstance(node, str) else node.html)
            continue
        attributes = "".join(
            f' {name}="{escape(value)}"'
            for name, value in node.attributes.items()
            if _NAME.fullmatch(name)
        )
        if node.name in VOID:
            out.append(f"<{node.name}{attributes}/>")
        else:
            out.append(f"<{node.name}{attributes}>")
            _write(node.children, out)
            out.append(f"</{node.name}>")
