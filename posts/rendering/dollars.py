"""Where TeX occurs in a text: $..$, $$..$$, bare environments and references.

The rules for single dollars are pandoc's, so that prices stay prices: the next dollar
is the closing one, no space stands just inside either, and no digit follows. Braces may
contain further dollars; code spans stay code.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

ENVIRONMENTS: Final = (
    "equation",
    "align",
    "alignat",
    "flalign",
    "gather",
    "multline",
    "eqnarray",
)
BEGIN: Final = re.compile(rf"\\begin\{{((?:{'|'.join(ENVIRONMENTS)})\*?)\}}")
_MARKS = re.compile(r"\\.|`+|[{}$]", re.DOTALL)
REFERENCE: Final = re.compile(r"\\(?:eq)?ref\{[^{}\n]{1,100}\}")
_OPENS = re.compile(rf"\\\\|\\\$|\$\$?|{BEGIN.pattern}|{REFERENCE.pattern}")
_SPACED = re.compile(r"\$[ \n][^$]{0,200}?\\[a-zA-Z]{2,}[^$]{0,200}[ \n]\$")


@dataclass(slots=True, frozen=True)
class Tex:
    """A formula found in a text, and where it ends there."""

    tex: str
    display: bool
    end: int


def formula_at(text: str, start: int, limit: int) -> Tex | None:
    """Return the formula that begins at `start` and ends before `limit`, if any."""
    if reference := REFERENCE.match(text, start, limit):
        return Tex(reference[0], False, reference.end())
    if text[start] == "\\":
        return _environment(text, start, limit)
    width = 2 if text.startswith("$$", start) else 1
    if width == 2:
        end = text.find("$$", start + 2, limit)
    else:
        end = closing_dollar(text, start)
    tex = text[start + width : end]
    if end < 0 or end + width > limit or not tex.strip():
        return None
    return Tex(tex, width == 2, end + width)


def _environment(text: str, start: int, limit: int) -> Tex | None:
    begin = BEGIN.match(text, start, limit)
    if not begin:
        return None
    ending = rf"\end{{{begin[1]}}}"
    found = text.find(ending, begin.end(), limit)
    end = found + len(ending)
    return None if found < 0 else Tex(text[start:end], True, end)


def is_spaced(text: str, start: int) -> bool:
    """Whether dollars hold TeX that is not a formula because of spaces inside them."""
    return bool(_SPACED.match(text, start))


def split(text: str) -> Iterator[str | Tex]:
    """Yield the text and the formulas in it, in order."""
    done = position = 0
    while opening := _OPENS.search(text, position):
        position = opening.end()
        if opening[0] in ("\\\\", "\\$"):
            continue
        if tex := formula_at(text, opening.start(), len(text)):
            yield text[done : opening.start()]
            yield tex
            done = position = tex.end
    yield text[done:]


@dataclass(slots=True)
class _Dollars:
    """The dollars of a text in order, with their brace depths, and its code spans."""

    all: list[int]
    depths: dict[int, int]
    by_depth: dict[int, list[int]]
    code_spans: list[int]


@lru_cache(maxsize=8)
def _dollars(text: str) -> _Dollars:
    """Go over a paragraph once, so that its dollars need not each look for the next."""
    depth = 0
    depths: dict[int, int] = {}
    by_depth: dict[int, list[int]] = {}
    runs = [mark for mark in _MARKS.finditer(text) if mark[0][0] == "`"]
    spans = _code_spans(runs)
    code_end = 0
    for mark in _MARKS.finditer(text):
        position, typed = mark.start(), mark[0]
        if position < code_end:
            continue
        if typed[0] == "`":
            code_end = spans.get(position, 0)
        elif typed == "{":
            depth += 1
        elif typed == "}":
            depth -= 1
        elif typed == "$":
            depths[position] = depth
            by_depth.setdefault(depth, []).append(position)
    return _Dollars(list(depths), depths, by_depth, sorted(spans))


def _code_spans(runs: list[re.Match[str]]) -> dict[int, int]:
    """Return start and end of the code spans that runs of backticks enclose."""
    later: dict[int, list[int]] = {}
    for run in reversed(runs):
        later.setdefault(len(run[0]), []).append(run.start())
    spans: dict[int, int] = {}
    end = 0
    for run in runs:
        same = later[len(run[0])]
        same.pop()
        if run.start() >= end and same:
            end = spans[run.start()] = same[-1] + len(run[0])
    return spans


def _may_close(text: str, position: int) -> bool:
    after = text[position + 1 : position + 2]
    return (
        position > 0
        and not text[position - 1].isspace()
        and not (after.isascii() and after.isdigit())
    )


def closing_dollar(text: str, start: int) -> int:
    """Return where the formula that opens at `start` closes, or -1 if it is a price."""
    before, after = text[max(start - 1, 0) : start], text[start + 1 : start + 2]
    if not after or after.isspace():
        return -1
    if after.isdigit() and before.isascii() and before.isalpha():
        return -1  # US$5
    found = _dollars(text)
    if start not in found.depths:
        return -1
    end = _next(found.by_depth[found.depths[start]], start + 1)
    if end < 0:  # a brace is missing, which is for the author to see
        end = _next(found.all, start + 1)
    code = _next(found.code_spans, start)
    crosses_code = 0 <= code < end
    return end if end > 0 and _may_close(text, end) and not crosses_code else -1


def _next(positions: list[int], after: int) -> int:
    index = bisect_right(positions, after)
    return positions[index] if index < len(positions) else -1
