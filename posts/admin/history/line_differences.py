"""Comparing texts line by line, and changed lines word by word, in bounded time."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from os.path import commonprefix
from typing import Literal

# Unchanged lines shown around a change.
CONTEXT = 2
# A longer difference is cut: nobody reads it, and browsers cannot cope.
MAX_ROWS = 3_000
# How many pairs of lines or words may be compared, which takes about half a second;
# beyond that, lines and paragraphs are replaced as a whole.
BUDGET = 10_000_000
# How often difflib compares the same pair again while it divides the rest.
DEPTH = 10
# With a smaller share of common words, a line is a different one, not a changed one.
MIN_COMMON = 0.4
# How many of the new lines are searched for the changed form of an old one.
REACH = 6
WORD = re.compile(r"\s*(?:\w+|[^\w\s])|\s+")

type Kind = Literal["same", "added", "removed", "changed", "gap", "cut"]
type Block = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line: unchanged, or marked as added or removed."""

    text: str
    kind: Literal["same", "added", "removed"] = "same"


@dataclass(frozen=True, slots=True)
class Row:
    """A line, with its words marked if it changed; a gap of `count` lines; or the place
    where a difference was cut."""

    kind: Kind
    spans: tuple[Span, ...] = ()
    count: int = 0

    @property
    def marker(self) -> str:
        """What is shown before it, for readers who cannot see its colour."""
        return {"added": "+", "removed": "−", "changed": "±"}.get(self.kind, "")


@dataclass(slots=True)
class Budget:
    """How many comparisons are left for one difference."""

    left: int = BUDGET

    def allows(self, cost: int) -> bool:
        """Spend the cost if it does not exceed the budget."""
        if cost > self.left:
            return False
        self.left -= cost
        return True


def compare_lines(before: str, after: str) -> Iterator[Row]:
    """Yield what changed, with the lines around it, the gaps, and a cut at the end."""
    rows = _rows(before, after)
    yield from islice(rows, MAX_ROWS)
    if next(rows, None):
        yield Row("cut")


def _rows(before: str, after: str) -> Iterator[Row]:
    old, new = _lines(before), _lines(after)
    budget = Budget()
    blocks = _changes(old, new, budget)
    shown = 0  # the first line of `new` that was neither shown nor counted
    for number, (i, j, k, m) in enumerate(blocks):
        yield from _unchanged(new[shown:k])
        yield from _replaced(old[i:j], new[k:m], budget)
        following = blocks[number + 1][2] if number + 1 < len(blocks) else len(new)
        shown = min(m + CONTEXT, following)
        yield from map(_same, new[m:shown])
    yield from _gap(new[shown:])


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _same(line: str) -> Row:
    return Row("same", (Span(line),))


def _unchanged(lines: list[str]) -> Iterator[Row]:
    """Yield the unchanged lines before a change."""
    start = max(0, len(lines) - CONTEXT)
    yield from _gap(lines[:start])
    yield from map(_same, lines[start:])


def _gap(lines: list[str]) -> Iterator[Row]:
    if len(lines) == 1:
        yield _same(lines[0])
    elif lines:
        yield Row("gap", count=len(lines))


# Which lines changed


def _changes(old: list[str], new: list[str], budget: Budget) -> list[Block]:
    """Return the blocks (i, j, k, m): old[i:j] became new[k:m]."""
    blocks: list[Block] = []
    i = k = 0
    for a, b in [*_anchors(old, new), (len(old), len(new))]:
        blocks += _between(old, new, (i, a, k, b), budget)
        i, k = a + 1, b + 1
    return blocks


def _anchors(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Return pairs of equal lines that are unique on both sides and in order.

    The longest such chain (Bram Cohen's “patience diff”) takes n log n steps; difflib
    would take n² or more on repeated lines, such as empty ones.
    """
    places = _unique(new)
    pairs = [(a, places[line]) for line, a in _unique(old).items() if line in places]
    ends: list[int] = []  # the last line of the best chain of each length
    links: list[tuple[int, int, int | None]] = []
    tips: list[int] = []
    for a, b in pairs:
        length = bisect_left(ends, b)
        links.append((a, b, tips[length - 1] if length else None))
        ends[length : length + 1] = [b]
        tips[length : length + 1] = [len(links) - 1]
    chain: list[tuple[int, int]] = []
    at = tips[-1] if tips else None
    while at is not None:
        a, b, at = links[at]
        chain.append((a, b))
    return chain[::-1]


def _unique(lines: list[str]) -> dict[str, int]:
    counts = Counter(lines)
    return {line: at for at, line in enumerate(lines) if counts[line] == 1}


def _between(
    old: list[str], new: list[str], block: Block, budget: Budget
) -> Iterator[Block]:
    """Yield what changed between two anchors."""
    i, j, k, m = block
    while i < j and k < m and old[i] == new[k]:
        i, k = i + 1, k + 1
    while i < j and k < m and old[j - 1] == new[m - 1]:
        j, m = j - 1, m - 1
    if i == j and k == m:
        return
    if not budget.allows(_cost(old[i:j], new[k:m])):
        yield i, j, k, m
        return
    for tag, a, b, c, d in _operations(old[i:j], new[k:m]):
        if tag != "equal":
            yield i + a, i + b, k + c, k + d


def _cost(old: Sequence[str], new: Sequence[str]) -> int:
    """Return roughly how many pairs difflib will compare."""
    here, there = Counter(old), Counter(new)
    pairs = sum(count * there[item] for item, count in here.items())
    return len(old) + len(new) + DEPTH * pairs


def _operations(
    old: Sequence[str], new: Sequence[str]
) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


# What changed within lines


def _replaced(old: list[str], new: list[str], budget: Budget) -> Iterator[Row]:
    """Yield the lines that replaced others, each paired with the old one."""
    at = 0
    for line in old:
        for distance, other in enumerate(new[at : at + REACH]):
            if row := _compare_words(line, other, budget):
                yield from (_whole("added", text) for text in new[at : at + distance])
                yield row
                at += distance + 1
                break
        else:
            yield _whole("removed", line)
    yield from (_whole("added", text) for text in new[at:])


def _whole(kind: Literal["added", "removed"], line: str) -> Row:
    return Row(kind, (Span(line, kind),))


def _compare_words(old: str, new: str, budget: Budget) -> Row | None:
    """Return a changed line with its words marked; None if it is a different line."""
    if old == new:
        return _same(new)
    if not budget.allows(len(old) + len(new)):
        return None
    before, after = WORD.findall(old), WORD.findall(new)
    common = sum((Counter(before) & Counter(after)).values())
    if 2 * common < MIN_COMMON * (len(before) + len(after)) or not common:
        return None
    if not budget.allows(_cost(before, after)):
        return None
    return Row("changed", tuple(_spans(before, after)))


def _spans(before: list[str], after: list[str]) -> Iterator[Span]:
    for tag, i, j, k, m in _operations(before, after):
        if tag == "equal":
            yield Span("".join(before[i:j]))
            continue
        yield from _marked("".join(before[i:j]), "".join(after[k:m]))


def _marked(removed: str, added: str) -> Iterator[Span]:
    """Yield words that replaced others; spaces before both are unchanged."""
    spaces = commonprefix([removed, added])
    spaces = spaces[: len(spaces) - len(spaces.lstrip())]
    if spaces:
        yield Span(spaces)
    for text, kind in ((removed, "removed"), (added, "added")):
        if text := text[len(spaces) :]:
            yield Span(text, kind)  # type: ignore[arg-type]
