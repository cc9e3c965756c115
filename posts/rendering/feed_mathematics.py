"""Formulas for feed readers, including those that drop every tag and leave the text.

Between its parts a formula gets marks such as ^ and /: plain text says x^2 instead of
x2. A mark is the annotation of nothing, so that it is not drawn and takes no room even
where every attribute is dropped (Miniflux); where `semantics` itself is unwrapped
(DOMPurify), the phantom hides it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from .tree import Element, Node, elements

_NAMESPACE: Final = "http://www.w3.org/1998/Math/MathML"
_SCRIPTS: Final = {
    "msub": "_",
    "msup": "^",
    "msubsup": "_^",
    "munder": "_",
    "mover": "^",
    "munderover": "_^",
}
_TOKENS: Final = {"mi", "mn", "mo", "mtext", "ms"}
_BRACKETS: Final = {"(": ")", "[": "]", "{": "}"}
_MARGINS: Final = ("margin", "indent")
_STRIKES: Final = ("cancel", "bcancel", "xcancel")
_APPLICATION: Final = "\u2061"
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064"))
_SCRIPT: Final = re.compile(r"([_^])(?:\(([^()]+)\)|(\d+|\w)(?!\w))")
_SUPERSCRIPTS: Final = str.maketrans("0123456789+−ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿⁱ")
_SUBSCRIPTS: Final = str.maketrans("0123456789+−aeijnoxt", "₀₁₂₃₄₅₆₇₈₉₊₋ₐₑᵢⱼₙₒₓₜ")


def formula(math: Element) -> Iterator[Node]:
    """Yield a formula for every reader, and the number of its equation as text."""
    numbers = _numbers(math)
    tex = _tex(math)
    children = list(_row(_prepared(math.children)))
    if len(numbers) == 1:
        children.append(_number_behind(numbers[0]))
    attributes = {key: value for key, value in math.attributes.items() if key != "id"}
    attributes |= {"xmlns": _NAMESPACE, "alttext": tex or text(children)}
    yield Element("math", attributes, children)


def source(math: Element) -> Iterator[Node]:
    """Yield the TeX of a formula as code; one that has none stays a formula."""
    if tex := _tex(math):
        yield Element("code", {}, [tex])
        if numbers := _numbers(math):
            yield f" {', '.join(numbers)}"
    else:
        yield from formula(math)


def unicode_text(math: Element) -> str:
    """Return a formula as text where no HTML can stand: 𝔼[X²], α_t, (a+b)/c."""
    plain = text(formula(math))
    return _SCRIPT.sub(_raised, plain).translate(_INVISIBLE)


def text(nodes: Iterable[Node]) -> str:
    """Return the text of nodes, without their tags."""
    return "".join(
        text(node.children)
        if isinstance(node, Element)
        else node
        if isinstance(node, str)
        else node.text
        for node in nodes
    )


def _tex(math: Element) -> str:
    notes = (it for it in elements(math.children) if it.name == "annotation")
    return next((text([note]).strip() for note in notes), "")


def _raised(script: re.Match[str]) -> str:
    """Return a script as Unicode's own, if there is one for each of its characters."""
    mark, group, one = script.groups()
    plain = group or one
    raised = plain.translate(_SUPERSCRIPTS if mark == "^" else _SUBSCRIPTS)
    return script[0] if set(raised) & set(plain) else str(raised)


def _mark(symbol: str) -> Element:
    note = Element("annotation", {}, [symbol])
    hidden = Element("semantics", {}, [Element("mrow"), note])
    nothing = {"width": "0", "height": "0", "depth": "0"}
    return Element("mpadded", nothing, [Element("mphantom", {}, [hidden])])


def _numbers(math: Element) -> list[str]:
    """Return the numbers in the margins of a display."""
    cells = (it for it in elements(math.children) if it.name == "mtd")
    found = (text(cell.children).strip() for cell in cells if _in_margin(cell))
    return [number for number in found if number]


def _in_margin(cell: Element) -> bool:
    return any(name in _MARGINS for name in cell.classes)


def _prepared(nodes: Iterable[Node]) -> Iterator[Node]:
    """Leave out annotations, which some readers would print, and ids."""
    for node in nodes:
        if not isinstance(node, Element):
            yield node
        elif node.name == "semantics":
            yield from _prepared(node.children)
        elif node.name not in ("annotation", "annotation-xml"):
            node.attributes.pop("id", None)
            yield node


def _row(nodes: Iterable[Node]) -> Iterator[Node]:
    """Translate parts that stand side by side, and separate any that would run on."""
    for node, after in pairwise([*nodes, None]):
        if not isinstance(node, Element):
            if node is not None:
                yield node
            continue
        yield _translated(node)
        if _ends(node, after):
            yield _mark(" ")


def _ends(node: Element, after: Node | None) -> bool:
    """Whether plain text needs a space between a part and what comes after it."""
    if node.name == "mspace":
        return _is_wide(node)
    if isinstance(after, Element) and after.name in _SCRIPTS:
        [base, *_] = after.children or [""]
        if not text([base]):
            return True
    runs_on = node.name in _SCRIPTS and after and text([after])[:1].isalnum()
    return bool(runs_on) or text([node]) == _APPLICATION


def _is_wide(space: Element) -> bool:
    return space.attributes.get("width", "-")[0] != "-"


def _translated(element: Element) -> Element:
    name = element.name
    parts = list(_prepared(element.children))
    # Readers drop linethickness: a binomial coefficient would become a quotient.
    if name == "mfrac" and element.attributes.get("linethickness") == "0":
        rows = [Element("mtr", {}, [Element("mtd", {}, [part])]) for part in parts]
        return _table(Element("mtable", {"displaystyle": "false"}, [*rows]))
    if name == "mtable":
        return _table(element)
    if name == "mphantom":  # invisible, so its text would be wrong without tags
        return Element("mrow")
    if name == "mmultiscripts":
        return Element("mrow", {}, list(_row(_multiscripts(parts))))
    if name in _TOKENS:
        return _token(element)
    element.children = _parts(element, parts)
    return element


def _parts(element: Element, parts: Sequence[Node]) -> list[Node]:
    """Return the children of an element with the marks that their places need."""
    name = element.name
    if name in _SCRIPTS:
        return _scripts(element, parts)
    if name == "mfrac":
        return _fraction(parts)
    if name == "mroot" and len(parts) == 2:
        root, index = parts
        power = Element("mrow", {}, [_mark("^(1/"), _grouped(index), _mark(")")])
        return [_between("(", [root], ")"), power]
    row = list(_row(parts))
    if "boxed" in element.classes:
        cell = Element("mtd", {}, [_mark("["), *row, _mark("]")])
        return [Element("mtable", {"frame": "solid"}, [Element("mtr", {}, [cell])])]
    if name == "msqrt":
        return [_mark("√("), *row, _mark(")")]
    if any(strike in element.classes for strike in _STRIKES):
        _strike(row)
    return row


def _token(token: Element) -> Element:
    # Readers drop mathvariant, and would slant the letter.
    if token.name == "mi" and token.attributes.get("mathvariant") == "normal":
        return Element("mtext", {}, token.children)
    return token


def _strike(nodes: Sequence[Node]) -> None:
    """Strike letters out by a combining stroke: classes do not reach a reader."""
    for token in elements(nodes):
        if token.name in _TOKENS and token.children != ["′"]:
            struck = "".join(f"{char}\u0338" for char in text(token.children))
            token.children = [struck]


def _between(opening: str, nodes: Iterable[Node], closing: str) -> Element:
    end = [_mark(closing)] if closing else []
    return Element("mrow", {}, [_mark(opening), *_row(nodes), *end])


def _grouped(node: Node) -> Node:
    """Return a part so that plain text shows where it begins and ends."""
    if _is_one(node):
        return next(_row([node]))
    return _between("(", [node], ")")


def _is_one(node: Node) -> bool:
    if not isinstance(node, Element):
        return True
    visible = [child for child in node.children if text([child]).strip()]
    if node.name in _TOKENS or node.name in ("mfrac", "msqrt") or not visible:
        return True
    if len(visible) == 1 and node.name != "mtable":
        return _is_one(visible[0])
    return node.name == "mrow" and _is_bracketed(visible)


def _is_bracketed(nodes: Sequence[Node]) -> bool:
    """Whether the first node is a bracket that only the last one closes."""
    texts = [text([node]) for node in nodes]
    opening, closing = texts[0], _BRACKETS.get(texts[0])
    depth = 0
    for position, content in enumerate(texts):
        depth += (content == opening) - (content == closing)
        if depth == 0:
            return closing is not None and position == len(texts) - 1
    return False


def _scripts(element: Element, parts: Sequence[Node]) -> list[Node]:
    is_accent = "true" in (
        element.attributes.get("accent"),
        element.attributes.get("accentunder"),
    )
    base, *scripts = parts or [Element("mrow")]
    marks = "" if is_accent else _SCRIPTS[element.name]
    return [
        _grouped(base),
        *(
            _script(marks[place : place + 1], script)
            for place, script in enumerate(scripts)
        ),
    ]


def _script(mark: str, script: Node) -> Node:
    is_prime = set(text([script])) <= set("′″‴⁗ \u2009")
    if not mark or is_prime or not text([script]).strip():
        return next(_row([script]))
    if _is_one(script):
        return _between(mark, [script], "")
    return _between(f"{mark}(", [script], ")")


def _multiscripts(parts: Sequence[Node]) -> list[Node]:
    """Write scripts before a base as those of an empty base in front of it."""
    before: list[Node] = []
    after, *scripts = parts or [Element("mrow")]
    is_before = False
    pair: list[Node] = []
    for script in scripts:
        if isinstance(script, Element) and script.name == "mprescripts":
            is_before, pair = True, []
            continue
        pair.append(script)
        if len(pair) < 2:
            continue
        if is_before:
            before.append(Element("msubsup", {}, [Element("mrow"), *pair]))
        else:
            after = Element("msubsup", {}, [after, *pair])
        pair = []
    return [*before, after]


def _fraction(parts: Sequence[Node]) -> list[Node]:
    if len(parts) != 2:
        return list(parts)
    above, below = map(_grouped, parts)
    return [
        Element("mrow", {}, [_mark("("), above]),
        Element("mrow", {}, [_mark("/"), below, _mark(")")]),
    ]


def _table(table: Element) -> Element:
    rows = [row for row in table.children if isinstance(row, Element)]
    numbers = _numbers(Element("math", {}, [table]))
    for place, row in enumerate(rows):
        row.attributes.pop("id", None)
        row.children = list(_cells(row, first="; " if place else ""))
        if len(numbers) > 1 and (number := _number(row)):
            row.children = [cell for cell in row.children if cell is not number]
            _append_number(row, text(number.children).strip())
        row.children = [cell for cell in row.children if not _is_margin(cell)]
    if "full-width" in table.classes and len(rows) == 1 and len(rows[0].children) == 1:
        [cell] = rows[0].children
        return Element("mrow", {}, cell.children if isinstance(cell, Element) else [])
    return table


def _is_margin(cell: Node) -> bool:
    return not isinstance(cell, Element) or _in_margin(cell)


def _number(row: Element) -> Element | None:
    for cell in row.children:
        if isinstance(cell, Element) and _in_margin(cell) and text([cell]).strip():
            return cell
    return None


def _append_number(row: Element, number: str) -> None:
    cells = [cell for cell in row.children if not _is_margin(cell)]
    if cells and isinstance(cells[-1], Element):
        cells[-1].children.append(_number_behind(number))


def _number_behind(number: str) -> Element:
    return Element("mtext", {}, [f"\u2003{number}"])


def _cells(row: Element, first: str) -> Iterator[Node]:
    separator = first
    for cell in row.children:
        if isinstance(cell, Element) and not _in_margin(cell):
            cell.attributes.pop("id", None)
            inside = list(_row(_prepared(cell.children)))
            cell.children = [_mark(separator), *inside] if separator else inside
            separator = " "
        yield cell
