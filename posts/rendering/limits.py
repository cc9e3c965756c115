"""Counting guards: input that would take too long is shown as text, block by block.

Each bound is far above anything written by hand; tests/benchmarks/rendering.py measures
what input just below and far above them costs.
"""

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

from .conversion import conversion_of
from .tables import table

MAX_LENGTH: Final = 1_000_000  # characters of a field
MAX_NESTING: Final = 40  # levels of lists and quotations; a list takes two
MAX_CELLS: Final = 15_000  # of all tables together
# Characters in one paragraph or cell for which the parser has to look ahead or back.
MAX_MARKUP: Final = 2_000
_DELIMITERS = re.compile(r"[>\s]*+[|:\s-]++")
_MARKUP = re.compile(r"[\[\]`<$*_~!&\\]")


def limits(md: MarkdownIt) -> None:
    """Teach a parser the rules of this module."""
    md.options["maxNesting"] = MAX_NESTING + 10
    md.block.ruler.at("table", _bounded_table, {"alt": ["paragraph", "reference"]})
    md.block.ruler.before("table", "nesting", _nesting)
    md.core.ruler.before("inline", "markup", _markup)


def _nesting(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Show what is nested too deeply as one paragraph of text."""
    if silent or state.level < MAX_NESTING:
        return False
    following = start + 1
    while following < end and (
        state.isEmpty(following) or state.sCount[following] >= state.blkIndent
    ):
        following += 1
    _literal(state, start, following)
    state.line = following
    conversion_of(state.env).report(
        start + 1,
        "Lists or quotations nested too deeply are shown as text: nest them less.",
        "limits",
    )
    return True


def _literal(state: StateBlock, start: int, end: int) -> None:
    text = state.push("literal", "p", 0)
    text.content = state.getLines(start, end, state.blkIndent, False)
    text.map = [start, end]


def _markup(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and len(_MARKUP.findall(token.content)) > MAX_MARKUP:
            token.type = "literal_inline"
            conversion_of(state.env).report(
                token.map[0] + 1 if token.map else 1,
                f"A paragraph with over {MAX_MARKUP} markup characters is shown as"
                " text: split it.",
                "limits",
            )


def _bounded_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if start + 2 > end or not _looks_like_table(state, start):
        return False
    begin = state.bMarks[start]
    if begin < state.env.get("no_table_before", 0):
        return False
    cells = state.env.get("cells", 0) + _cells(state, start)
    if cells > MAX_CELLS:
        state.env["no_table_before"] = _end_of_run(state, start)
        conversion_of(state.env).report(
            start + 1,
            "A table with too many cells is shown as text: split it.",
            "limits",
        )
        return False
    if not table(state, start, end, silent):
        return False
    if not silent:
        state.env["cells"] = cells
    return True


def _looks_like_table(state: StateBlock, start: int) -> bool:
    delimiters = state.bMarks[start + 1], state.eMarks[start + 1]
    return (
        state.src.find("|", state.bMarks[start], state.eMarks[start]) >= 0
        and state.src.find("-", *delimiters) >= 0
        and bool(_DELIMITERS.fullmatch(state.src, *delimiters))
    )


def _cells(state: StateBlock, start: int) -> int:
    """Return how many cells a table may have: its rows are filled up to full width."""
    begin, end = state.bMarks[start + 1], state.eMarks[start + 1]
    columns = state.src.count("|", begin, end) + 1
    return columns * (state.src.count("\n", end, _end_of_run(state, start)) + 1)


def _end_of_run(state: StateBlock, start: int) -> int:
    """Return where the next empty line begins."""
    blank = state.src.find("\n\n", state.eMarks[start])
    return blank if blank >= 0 else len(state.src)
