"""Formulas in Markdown: in a line, and on lines of their own.

TeX has lines that look like Markdown: `+ x`, `- y` or `=` would begin a list or make
what is above them a heading.
"""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from .dollars import BEGIN, formula_at, is_spaced

MAX_LINES: Final = 200  # of one display formula
_DISPLAY_OPENS = re.compile(r"(?<!\\)\$\$|" + BEGIN.pattern)


def formulas(md: MarkdownIt) -> None:
    """Teach a parser the rules of this module."""
    md.inline.ruler.before("escape", "formula", formula)
    md.block.ruler.before(
        "fence",
        "display",
        display_block,
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )
    md.block.ruler.before("lheading", "display_paragraph", display_paragraph)


def formula(state: StateInline, silent: bool) -> bool:
    """A formula inside a paragraph."""
    start = state.pos
    if state.src[start] not in "$\\":
        return False
    found = formula_at(state.src, start, state.posMax)
    if found is None:
        return not silent and _spaced(state)
    if not silent:
        token = state.push("formula", "", 0)
        token.content = found.tex
        token.meta = {"display": found.display}
    state.pos = found.end
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _spaced(state: StateInline) -> bool:
    """Treat a dollar as text, but note where it looks like a formula's."""
    if not is_spaced(state.src, state.pos):
        return False
    state.push("formula_spaced", "", 0).content = "$"
    state.pos += 1
    return True


def display_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A display formula on lines of its own; it may interrupt a paragraph."""
    if state.is_code_block(start):
        return False
    first = _line(state, start)
    begin = BEGIN.match(first)
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
    """A paragraph in which a display formula runs over several lines."""
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
    """Return what ends the display formula still open after a line, or nothing.

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
