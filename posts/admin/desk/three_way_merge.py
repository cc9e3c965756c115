"""Three-way merge of lines: what two people made of one text, put together.

As diff3 does it: the places that neither changed divide the text; between two of them
the one who changed something is followed, and if both did, that is a conflict. merge3
does the same, and was declined for its licence (GPL).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

type Lines = Sequence[str]


@dataclass(frozen=True, slots=True)
class Run:
    """Some lines of the merged text: both readings of a conflict, or twice the same."""

    is_conflict: bool
    mine: Lines
    theirs: Lines


def merge_lines(base: Lines, mine: Lines, theirs: Lines) -> Iterator[Run]:
    """Yield the merged text in runs, in order."""
    at, at_mine, at_theirs = 0, 0, 0
    for start, in_mine, in_theirs, length in _unchanged(base, mine, theirs):
        before = base[at:start]
        ours, others = mine[at_mine:in_mine], theirs[at_theirs:in_theirs]
        if ours or others:
            yield _run(before, ours, others)
        if length:
            both = base[start : start + length]
            yield Run(False, both, both)
        at, at_mine, at_theirs = start + length, in_mine + length, in_theirs + length


def _run(base: Lines, mine: Lines, theirs: Lines) -> Run:
    if mine in (theirs, base):
        return Run(False, theirs, theirs)
    if theirs == base:
        return Run(False, mine, mine)
    return Run(True, mine, theirs)


def _unchanged(
    base: Lines, mine: Lines, theirs: Lines
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the places that neither changed: where each starts in all three, and how
    many lines it has; last the end, which has none."""
    ours, others = _blocks(base, mine), _blocks(base, theirs)
    i = j = 0
    while i < len(ours) and j < len(others):
        one, other = ours[i], others[j]
        start = max(one.a, other.a)
        end = min(one.a + one.size, other.a + other.size)
        if start < end:
            yield start, one.b + start - one.a, other.b + start - other.a, end - start
        if one.a + one.size < other.a + other.size:
            i += 1
        else:
            j += 1
    yield len(base), len(mine), len(theirs), 0


def _blocks(base: Lines, changed: Lines) -> list:
    return SequenceMatcher(None, base, changed, autojunk=False).get_matching_blocks()
