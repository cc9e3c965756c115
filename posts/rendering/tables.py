"""Tables, as GFM has them, but that formulas may contain pipes, and nothing vanishes.

GFM ends a cell at every pipe that is not escaped, and drops the cells that a row has
too many. (https://github.github.com/gfm/#tables-extension-)
"""

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import table as gfm_table
from markdown_it.rules_block.table import escapedSplit, getLine

from .characters import PIPE
from .conversion import conversion_of
from .dollars import split
from .proofreading import clip

_BORDER = re.compile(r"(?<!\\)\|")


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse a table; report what it drops, or why it is none."""
    columns = len(_cells(getLine(state, start + 1)))
    typed = state.src
    first = len(state.tokens)
    _hide_pipes(state, range(start, start + 1), columns)
    found = gfm_table(state, start, end, silent)
    if not found:
        _report_mismatch(state, start, columns)
    elif not silent:
        # Now it is known where it ends.
        if _hide_pipes(state, range(start + 2, state.line), columns):
            del state.tokens[first:]
            gfm_table(state, start, end, silent)
        _report_dropped(state, start, columns)
    state.src = typed
    for token in state.tokens[first:]:
        token.content = token.content.replace(PIPE, "|")
    return found


def _cells(row: str) -> list[str]:
    cells = escapedSplit(row.strip())
    if cells and not cells[0]:
        del cells[0]
    if cells and not cells[-1]:
        del cells[-1]
    return cells


def _hide_pipes(state: StateBlock, rows: range, columns: int) -> bool:
    """Put other characters for the pipes within formulas; return whether there are."""
    pieces: list[str] = []
    done = 0
    for line in rows:
        begin, after = state.bMarks[line] + state.tShift[line], state.eMarks[line]
        typed = state.src[begin:after]
        if (row := _row(typed, columns)) != typed:
            pieces += state.src[done:begin], row
            done = after
    state.src = "".join(pieces) + state.src[done:]
    return bool(pieces)


def _row(typed: str, columns: int) -> str:
    """Hide pipes only where a row would have too many cells: `$1|$2` are two prices."""
    if "$" not in typed or len(_cells(typed)) <= columns:
        return typed
    row = ""
    for piece in split(typed):
        if isinstance(piece, str):
            row += piece
        else:
            row += _BORDER.sub(PIPE, typed[len(row) : piece.end])
    return row if len(_cells(row)) >= columns else typed


def _report_dropped(state: StateBlock, start: int, columns: int) -> None:
    rows = [(line, _cells(getLine(state, line))) for line in range(start, state.line)]
    too_long = [(line, row) for line, row in rows if any(map(str.strip, row[columns:]))]
    for line, row in too_long[:1]:
        dropped = " | ".join(row[columns:]).replace(PIPE, "|").strip()
        others = len(too_long) - 1
        more = f" The same in {others} more row{'s'[: others - 1]}." if others else ""
        conversion_of(state.env).report(
            line + 1,
            f"This row has {len(row)} cells and the table {columns} columns:"
            rf" “{clip(dropped)}” is left out. Write \| for a pipe within a cell."
            f"{more}",
            "table-cells",
        )


def _report_mismatch(state: StateBlock, start: int, columns: int) -> None:
    heads = len(_cells(getLine(state, start)))
    if heads != columns and "|" in getLine(state, start + 1):
        conversion_of(state.env).report(
            start + 1,
            f"This is not shown as a table: the row has {heads}"
            f" cell{'s' * (heads != 1)} and the line of dashes below it {columns}.",
            "table-cells",
        )
