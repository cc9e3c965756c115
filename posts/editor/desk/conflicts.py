"""Two people changed one text: what each changed, and the two put together.

A three-way merge: what only one of them changed is taken from that one; where both
changed the same place, the author chooses. Pure.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from merge3 import Merge3

from posts.models.snapshot import Snapshot

# Merged line by line; the other fields are taken whole.
LINED = {"body"}
MINE, THEIRS, BOTH = "mine", "theirs", "both"


@dataclass(frozen=True, slots=True)
class Choice:
    """A place that both changed: its name in the form, its field, both readings."""

    name: str
    field: str
    line: int
    mine: str
    theirs: str
    is_text: bool


type Group = tuple[str, list[str], list[str]]


def merge(
    base: Snapshot | None,
    mine: Snapshot,
    theirs: Snapshot,
    answers: Mapping[str, str],
) -> tuple[Snapshot, list[Choice]]:
    """Return the merged state, and every place that both changed.

    `base` is what both started from, None if that is not known. `answers` tells by a
    choice's name which reading to take: "mine" (also where there is no answer),
    "theirs" or "both".
    """
    merged: Snapshot = {}
    choices: list[Choice] = []
    for name in theirs:
        merge_one = _merge_lines if name in LINED else _merge_value
        before = base.get(name) if base else None
        merged[name] = merge_one(
            name, before, mine.get(name), theirs[name], answers, choices
        )
    return merged, choices


def _merge_value(
    name: str,
    base: Any,
    mine: Any,
    theirs: Any,
    answers: Mapping[str, str],
    choices: list[Choice],
) -> Any:
    if mine in (theirs, base):
        return theirs
    if theirs == base:
        return mine
    if name == "tags":
        kept = set(mine) & set(theirs)
        return sorted(kept | (set(mine) ^ set(theirs)) - set(base or ()))
    choice = Choice(name, name, 1, _shown(mine), _shown(theirs), is_text=False)
    choices.append(choice)
    return theirs if answers.get(name) == THEIRS else mine


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(row[1]) for row in value)
    return "" if value is None else str(value)


def _merge_lines(
    name: str,
    base: Any,
    mine: Any,
    theirs: Any,
    answers: Mapping[str, str],
    choices: list[Choice],
) -> Any:
    lines: list[str] = []
    for kind, ours, others in _groups(base, mine, theirs):
        if kind != "conflict":
            lines += ours
            continue
        at = f"{name}-{len([c for c in choices if c.field == name])}"
        choices.append(
            Choice(at, name, len(lines) + 1, "\n".join(ours), "\n".join(others), True)
        )
        answer = answers.get(at, MINE)
        lines += ours if answer in {MINE, BOTH} else []
        lines += others if answer in {THEIRS, BOTH} else []
    return "\n".join(lines)


def _groups(base: str | None, mine: str, theirs: str) -> Iterator[Group]:
    """Yield runs of lines: "agreed", or "conflict" with both readings."""
    ours, others = mine.split("\n"), theirs.split("\n")
    if base is None:
        matcher = SequenceMatcher(None, ours, others, autojunk=False)
        for kind, i, j, k, end in matcher.get_opcodes():
            yield "agreed" if kind == "equal" else "conflict", ours[i:j], others[k:end]
        return
    for group in Merge3(base.split("\n"), ours, others).merge_groups():
        if group[0] == "conflict":
            yield "conflict", list(group[2]), list(group[3])
        else:
            yield "agreed", list(group[1]), []
