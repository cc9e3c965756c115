"""Where mathematics stands in Markdown: $..$, $$..$$ and bare environments.

The rules for single dollars are pandoc's, so that prices stay prices: the next dollar
is the closing one, no blank stands inside either, and no digit follows. Braces may hold
further dollars; code spans stay code.
"""

import re
from bisect import bisect_right
from functools import lru_cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

ENVIRONMENTS: Final = (
    "equation",
    "align",
    "alignat",
    "flalign",
    "gather",
    "multline",
    "eqnarray",
)
MAX_LINES: Final = 200  # of one display formula
_BEGIN = re.compile(rf"\\begin\{{((?:{'|'.join(ENVIRONMENTS)})\*?)\}}")
_MARKS = re.compile(r"\\.|`+|[{}$]", re.DOTALL)
_DISPLAY_OPENS = re.compile(r"(?<!\\)\$\$|" + _BEGIN.pattern)


def mathematics(md: MarkdownIt) -> None:
    """Teach a parser the rules of this module."""
    md.block.ruler.before(
        "fence",
        "display",
        display_block,
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )
    md.block.ruler.before("lheading", "display_paragraph", display_paragraph)
    md.inline.ruler.before("escape", "environment", environment)
    md.inline.ruler.before("escape", "dollars", dollars)


def _push(state: StateInline, tex: str, *, display: bool) -> None:
    token = state.push("formula", "", 0)
    token.content = tex
    token.meta = {"display": display}


def environment(state: StateInline, silent: bool) -> bool:
    """A bare \\begin{align} to \\end{align} inside a paragraph."""
    begin = _BEGIN.match(state.src, state.pos, state.posMax)
    if not begin:
        return False
    end = _end_of_environment(state.src, begin, state.posMax)
    if end < 0:
        return False
    if not silent:
        _push(state, state.src[begin.start() : end], display=True)
    state.pos = end
    return True


def _end_of_environment(text: str, begin: re.Match[str], limit: int) -> int:
    ending = rf"\end{{{begin[1]}}}"
    found = text.find(ending, begin.end(), limit)
    return found if found < 0 else found + len(ending)


def dollars(state: StateInline, silent: bool) -> bool:
    """$..$ and $$..$$ inside a paragraph."""
    start = state.pos
    if state.src[start] != "$":
        return False
    if state.src.startswith("$$", start):
        end = state.src.find("$$", start + 2, state.posMax)
        width = 2
    else:
        end = closing_dollar(state.src, start)
        width = 1
    tex = state.src[start + width : end]
    if end < 0 or end + width > state.posMax or not tex.strip():
        return False
    if not silent:
        _push(state, tex, display=width == 2)
    state.pos = end + width
    return True


@lru_cache(maxsize=8)
def _dollars_by_depth(
    text: str,
) -> tuple[dict[int, int], dict[int, list[int]], list[int]]:
    """Return each dollar's brace depth, the dollars of each depth, and the code spans.

    One pass over a paragraph, so that a thousand dollars do not cost a thousand.
    """
    depth = 0
    depths: dict[int, int] = {}
    by_depth: dict[int, list[int]] = {}
    runs = [mark for mark in _MARKS.finditer(text) if mark[0][0] == "`"]
    spans = _code_spans(runs)
    code_end = 0
    for mark in _MARKS.finditer(text):
        position, sign = mark.start(), mark[0]
        if position < code_end:
            continue
        if sign[0] == "`":
            code_end = spans.get(position, 0)
        elif sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
        elif sign == "$":
            depths[position] = depth
            by_depth.setdefault(depth, []).append(position)
    return depths, by_depth, sorted(spans)


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
    depths, by_depth, spans = _dollars_by_depth(text)
    if start not in depths:
        return -1
    end = _next(by_depth[depths[start]], start + 1)
    if end < 0:  # a brace is missing, which is for the author to see
        end = _next(list(depths), start + 1)
    code = _next(spans, start)
    crosses_code = 0 <= code < end
    return end if end > 0 and _may_close(text, end) and not crosses_code else -1


def _next(positions: list[int], after: int) -> int:
    index = bisect_right(positions, after)
    return positions[index] if index < len(positions) else -1


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def display_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A display formula on lines of its own; it may interrupt a paragraph."""
    if state.is_code_block(start):
        return False
    first = _line(state, start)
    begin = _BEGIN.match(first)
    if begin:
        ending = rf"\end{{{begin[1]}}}"
        opening = 0
    elif first.startswith("$$"):
        ending = "$$"
        opening = 2
    else:
        return False
    found = _closing_line(state, start, end, ending, opening)
    if found is None:
        return False
    if silent:
        return True
    last, tex = found
    token = state.push("formula_block", "", 0)
    token.content = tex
    token.map = [start, last + 1]
    state.line = last + 1
    return True


def _closing_line(
    state: StateBlock, start: int, end: int, ending: str, opening: int
) -> tuple[int, str] | None:
    """Return the last line of a display formula and its TeX, unless more follows."""
    if state.src.find(ending, state.bMarks[start] + opening, state.eMarks[end - 1]) < 0:
        return None
    lines: list[str] = []
    alone = opening > 0 and _line(state, start).strip() == ending
    for number in range(start, min(end, start + MAX_LINES)):
        text = _line(state, number)
        if number > start and (state.sCount[number] < state.blkIndent and text):
            return None
        if not text.strip() and not alone:
            return None
        place = text.find(ending, opening if number == start else 0)
        if place < 0:
            lines.append(text)
            continue
        if text[place + len(ending) :].strip():
            return None
        lines.append(text[: place + (0 if opening else len(ending))])
        tex = "\n".join(line for line in lines if line.strip())[opening:]
        return (number, tex) if tex.strip() else None
    return None


def display_paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A paragraph in which a display formula opens on one line and closes on another.

    Lines of TeX such as `+ x` or `=` would otherwise end it as a list or a heading.
    """
    if silent:
        return False
    ending = _open_ending(_line(state, start), "")
    if not ending:
        return False
    following = start + 1
    while following < end and not state.isEmpty(following):
        if not ending and _ends_paragraph(state, following, end):
            break
        ending = _open_ending(_line(state, following), ending)
        following += 1
        if ending and following - start > MAX_LINES:
            return False
    if ending:
        return False
    lines = [start, following]
    state.push("paragraph_open", "p", 1).map = lines
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(start, following, state.blkIndent, False).strip()
    inline.map = lines
    inline.children = []
    state.push("paragraph_close", "p", -1)
    state.line = following
    return True


def _open_ending(text: str, ending: str) -> str:
    """Return what ends the display formula still open behind a line, or nothing.

    `ending` is the same for the line before.
    """
    position = 0
    while True:
        if ending:
            found = text.find(ending, position)
            if found < 0:
                return ending
            position = found + len(ending)
        opening = _DISPLAY_OPENS.search(text, position)
        if not opening:
            return ""
        ending = rf"\end{{{opening[1]}}}" if opening[1] else "$$"
        position = opening.end()


def _ends_paragraph(state: StateBlock, line: int, end: int) -> bool:
    if state.sCount[line] - state.blkIndent > 3 or state.sCount[line] < 0:
        return False  # an indented or lazy line continues it
    rules = state.md.block.ruler.getRules("paragraph")
    return any(rule(state, line, end, True) for rule in rules)
