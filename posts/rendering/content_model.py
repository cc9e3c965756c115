"""Which elements may contain which: repairs for what only an HTML checker would find.

The sanitiser's parser closes and nests tags as a browser does, yet allows a list
item outside a list, or a table inside a word.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from .tree import Element, Node, Trusted, elements, names

_BLOCKS: Final = names(
    """
    address article aside blockquote details div dl figure footer h1 h2 h3 h4 h5 h6
    header hr ol p pre section table ul
    """
)
_INLINE: Final = names(
    """
    abbr b bdi cite code data dfn em i kbd mark q rp rt ruby s samp small span strong
    sub sup time u var
    """
)
_HEADINGS: Final = names("h1 h2 h3 h4 h5 h6")
_LINES_ONLY: Final = _HEADINGS | names("dt p pre summary")
_PARENTS: Final = {
    "caption": names("table"),
    "col": names("colgroup"),
    "colgroup": names("table"),
    "dd": names("dl"),
    "dt": names("dl"),
    "figcaption": names("figure"),
    "li": names("ol ul"),
    "rp": names("ruby"),
    "rt": names("ruby"),
    "source": names("audio video"),
    "summary": names("details"),
    "tbody": names("table"),
    "td": names("tr"),
    "tfoot": names("table"),
    "th": names("tr"),
    "thead": names("table"),
    "tr": names("tbody tfoot thead"),
    "track": names("audio video"),
}
_ITEMS: Final = {"dl": names("dd dt"), "ol": names("li"), "ul": names("li")}
_INTERACTIVE: Final = names("a audio details input table video")
_REQUIRED: Final = {"data": "value", "img": "src", "source": "src", "time": "datetime"}


def repair(nodes: Sequence[Node], details_label: str) -> list[Node]:
    """Return the nodes where HTML allows them; details without a summary get one."""
    return list(_repaired(nodes, "", False, details_label))


def _repaired(
    nodes: Sequence[Node], parent: str, in_line: bool, label: str
) -> Iterator[Node]:
    for node in nodes:
        if not isinstance(node, Element):
            yield node
        elif _must_go(node, parent, in_line):
            yield from _repaired(node.children, parent, in_line, label)
        else:
            inner = in_line or node.name in _LINES_ONLY
            node.children = list(_repaired(node.children, node.name, inner, label))
            _complete(node, label)
            yield node


def _must_go(element: Element, parent: str, in_line: bool) -> bool:
    """Whether an element has to give way to its content."""
    name = element.name
    if parent not in _PARENTS.get(name, (parent,)):
        return True
    if _REQUIRED.get(name, "") not in ("", *element.attributes):
        return True
    if name in _BLOCKS:
        return in_line or (name in _HEADINGS and element.is_blank)
    if name == "a":
        return any(inner.name in _INTERACTIVE for inner in elements(element.children))
    return name in _INLINE and any(map(_is_block, element.children))


def _is_block(node: Node) -> bool:
    if isinstance(node, Element):
        return node.name in _BLOCKS or any(map(_is_block, node.children))
    return isinstance(node, Trusted) and node.is_block


def _complete(element: Element, label: str) -> None:
    """Give a list only items, a term its description, details their summary."""
    items = _ITEMS.get(element.name)
    if items:
        element.children = [
            child if _fits(child, items) else Element(min(items), {}, [child])
            for child in element.children
        ]
    if element.name == "dl":
        last = next((c for c in element.children[::-1] if isinstance(c, Element)), None)
        if last is None or last.name == "dt":
            element.children.append(Element("dd"))
    if element.name == "details":
        first = next((c for c in element.children if isinstance(c, Element)), None)
        if first is None or first.name != "summary":
            element.children.insert(0, Element("summary", {}, [label]))
        _keep_one(element, "summary")
    elif element.name == "figure":
        _keep_one(element, "figcaption")
    elif element.name == "ul":
        for item in element.children:
            if isinstance(item, Element):
                item.attributes.pop("value", None)


def _keep_one(parent: Element, name: str) -> None:
    found = [c for c in parent.children if isinstance(c, Element) and c.name == name]
    for child in found[1:]:
        child.name = "div"


def _fits(child: Node, items: frozenset[str]) -> bool:
    if isinstance(child, Element):
        return child.name in items
    return isinstance(child, str) and not child.strip()
