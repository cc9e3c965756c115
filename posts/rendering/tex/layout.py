"""How wide MathML is, and where a line may end in it."""

import re
from itertools import pairwise

_TAG = re.compile(r"<(/?)(\w+)[^<>]*?(/?)>")
_ROW = re.compile("</mtr>")
_OPENING = frozenset("([{⟨⌊⌈")
_CLOSING = frozenset(")]}⟩⌋⌉")
_ENDS_LINE = frozenset("=≠≈≡∼≃≅≤≥<>≪≫∈∉⊂⊆⊃⊇→←⇒⟹⇔⟺↦⟶∝≔≜+−±∪∩")
_ENDS_LINE_WITHIN = _ENDS_LINE | frozenset(",;∣")
_LETTER, _SPACE = 0.55, 0.7
_NARROW_SCREEN = 13.0


def width(mathml: str) -> float:
    """Return about how many em the widest row takes; too much for fractions."""
    return max(
        _LETTER * len(_TAG.sub("", row)) + _SPACE * row.count("</mo>")
        for row in _ROW.split(mathml)
    )


def focusable(mathml: str) -> str:
    """Return the attribute for what may have to scroll: keyboards must reach it."""
    return ' tabindex="0"' if width(mathml) > _NARROW_SCREEN else ""


def in_parts(row: str) -> str:
    """Divide a row of MathML after relations and operators where a line may end.

    What is in brackets stays together, unless that makes a part too wide for a narrow
    screen. Returns the row as it is if nothing divides it.
    """
    if not row.startswith("<mrow>"):
        return row
    parts = _divide(row, within_brackets=False)
    if any(width(part) > _NARROW_SCREEN for part in parts):
        parts = _divide(row, within_brackets=True)
    if len(parts) == 1:
        return row
    inside = "".join(f'<mrow class="part">{part}</mrow>' for part in parts)
    return f"<mrow>{inside}</mrow>"


def _divide(row: str, within_brackets: bool) -> list[str]:
    cuts = _cuts(row, within_brackets)
    bounds = [len("<mrow>"), *cuts, len(row) - len("</mrow>")]
    return [row[start:end] for start, end in pairwise(bounds)]


def _cuts(row: str, within_brackets: bool) -> list[int]:
    """Return where the parts end, but for the last; nothing if the row ends early."""
    ending = _ENDS_LINE_WITHIN if within_brackets else _ENDS_LINE
    cuts = [len("<mrow>")]
    depth = brackets = start = 0
    for tag in _TAG.finditer(row):
        closing, name, empty = tag.groups()
        if not empty:
            depth += -1 if closing else 1
        if depth == 0 and tag.end() < len(row):
            return []
        if name != "mo" or depth != (1 if closing else 2):
            continue
        if not closing:
            start = tag.start()
            continue
        operator = row[row.index(">", start) + 1 : tag.start()]
        brackets += (operator in _OPENING) - (operator in _CLOSING)
        is_unary = start == cuts[-1]
        if operator in ending and not is_unary and (within_brackets or brackets == 0):
            cuts.append(tag.end())
    return [cut for cut in cuts[1:] if cut < len(row) - len("</mrow>")]
