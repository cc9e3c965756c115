"""Which elements may contain which: repairs for what only an HTML checker would find.

The sanitiser's parser closes and nests tags as a browser does, yet allows a list
item outside a list, or a table inside a word: screen readers then announce neither as
what it is. Of the 1,000 mixed texts in tests/rendering/test_any_html.py, 373 would have
errors without these repairs, 1,182 altogether.
"""

import re
from collections.abc import Callable, Iterator, Sequence
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
_WORDS_ONLY: Final = _HEADINGS | names("p pre summary")
_LINES_ONLY: Final = _WORDS_ONLY | {"dt"}
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
_EXCLUDED: Final = {
    "a": names("a audio details input table video"),
    "dfn": names("dfn"),
}
_NEVER_EMPTY: Final = _HEADINGS | {"tr"}
# Words, then their annotations, each alone or all between parentheses.
_RUBY: Final = re.compile("(?:w*+(?:r|p(?:rp)++))++")
_INTEGER: Final = re.compile("-?[0-9]{1,9}")
_REQUIRED: Final = {
    "data": "value", "img": "src", "source": "src", "time": "datetime", "track": "src",
}  # fmt: skip


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
    if name in _REQUIRED and not element.attributes.get(_REQUIRED[name]):
        return True
    if name in _NEVER_EMPTY and element.is_blank:
        return True
    return (name in _BLOCKS and in_line) or _holds_too_much(element)


def _holds_too_much(element: Element) -> bool:
    """Whether an element contains what it never may, at any depth."""
    name = element.name
    excluded = _EXCLUDED.get(name, ())
    if excluded and any(it.name in excluded for it in elements(element.children)):
        return True
    if name == "a" or name in _WORDS_ONLY:
        return any(map(_shows_block, element.children))
    return name in _INLINE and any(map(_is_block, element.children))


def _is_block(node: Node) -> bool:
    if isinstance(node, Element):
        return node.name in _BLOCKS or any(map(_is_block, node.children))
    return _shows_block(node)


def _shows_block(node: Node) -> bool:
    """Whether there is code or a formula of its own lines, which cannot give way."""
    if isinstance(node, Element):
        return any(map(_shows_block, node.children))
    return isinstance(node, Trusted) and node.is_block


def _complete(element: Element, label: str) -> None:
    """Give a list only items, a term its description, details their summary."""
    if items := _ITEMS.get(element.name):
        element.children = [
            child if _fits(child, items) else Element(min(items), {}, [child])
            for child in element.children
        ]
    if element.name == "details":
        if _names_within(element)[:1] != ["summary"]:
            element.children.insert(0, Element("summary", {}, [label]))
        _keep_one(element, "summary")
    elif completion := _COMPLETIONS.get(element.name):
        completion(element)


def _fits(child: Node, items: frozenset[str]) -> bool:
    if isinstance(child, Element):
        return child.name in items
    return isinstance(child, str) and not child.strip()


def _names_within(element: Element) -> list[str]:
    return [child.name for child in element.children if isinstance(child, Element)]


def _keep_one(parent: Element, name: str) -> None:
    found = [c for c in parent.children if isinstance(c, Element) and c.name == name]
    for child in found[1:]:
        child.name = "div"


def _complete_a(link: Element) -> None:
    if "href" not in link.attributes:
        for name in ("download", "hreflang"):
            link.attributes.pop(name, None)


def _complete_dl(descriptions: Element) -> None:
    names_within = _names_within(descriptions)
    if names_within[:1] == ["dd"]:
        descriptions.children.insert(0, Element("dt"))
    if names_within[-1:] == ["dt"]:
        descriptions.children.append(Element("dd"))


def _complete_figure(figure: Element) -> None:
    _keep_one(figure, "figcaption")


def _complete_li(item: Element) -> None:
    if not _INTEGER.fullmatch(item.attributes.get("value", "")):
        item.attributes.pop("value", None)


def _complete_ruby(ruby: Element) -> None:
    """Let annotations that do not fit to words stand among them."""
    marks = {"rp": "p", "rt": "r"}
    parts = [
        marks.get(child.name, "w") if isinstance(child, Element) else "w"
        for child in ruby.children
        if not isinstance(child, str) or child.strip()
    ]
    if _RUBY.fullmatch("".join(parts)):
        return
    ruby.name = "span"
    for child in ruby.children:
        if isinstance(child, Element) and child.name in marks:
            child.name = "span"


def _complete_th(cell: Element) -> None:
    for inner in elements(cell.children):
        if inner.name in _HEADINGS:
            inner.name = "div"


def _complete_ul(bullets: Element) -> None:
    for item in bullets.children:
        if isinstance(item, Element):
            item.attributes.pop("value", None)


_COMPLETIONS: Final[dict[str, Callable[[Element], None]]] = {
    "a": _complete_a,
    "dl": _complete_dl,
    "figure": _complete_figure,
    "li": _complete_li,
    "ruby": _complete_ruby,
    "th": _complete_th,
    "ul": _complete_ul,
}
