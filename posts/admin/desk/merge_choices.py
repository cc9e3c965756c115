"""Two people's changes put together, and the choices that are left to the author.

A three-way merge: what only one of them changed is taken from that one; where both
changed the same place, the author chooses. No database.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from posts.models.history.snapshot import Snapshot, Value, author_keys

from .three_way_merge import Run, merge_lines

MINE, THEIRS, BOTH = "mine", "theirs", "both"


@dataclass(frozen=True, slots=True)
class MergeChoice:
    """A place that both changed: its name in the form, its field, and both readings."""

    name: str
    field: str
    line: int
    mine: str
    theirs: str
    is_text: bool


def merge(
    base: Snapshot | None,
    mine: Snapshot,
    theirs: Snapshot,
    answers: Mapping[str, str],
) -> tuple[Snapshot, list[MergeChoice]]:
    """Return the merged state, and every place that both changed.

    `base` is what both started from, None if unknown. `answers` says by a choice's name
    which reading to take: "mine" (the default), "theirs" or "both".
    """
    merging = _Merge(answers)
    mergers: dict[str, Callable[..., Value]] = {
        "body": merging.lines,
        "tags": merging.names,
    }
    merged: Snapshot = {}
    for name in theirs:
        merge_one = mergers.get(name, merging.value)
        before = base.get(name) if base else None
        merged[name] = merge_one(name, before, mine.get(name), theirs[name])
    return merged, merging.choices


class _Merge:
    """Merges field by field, and collects what both changed."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        self.answers = answers
        self.choices: list[MergeChoice] = []

    def value(self, name: str, base: Value, mine: Value, theirs: Value) -> Value:
        """Take a field as a whole."""
        ours, others, before = (_key(name, it) for it in (mine, theirs, base))
        if ours in (others, before):
            return theirs
        if others == before:
            return mine
        choice = MergeChoice(name, name, 1, _shown(mine), _shown(theirs), is_text=False)
        return theirs if self._ask(choice) == THEIRS else mine

    @staticmethod
    def names(
        name: str, base: list[str] | None, mine: list[str], theirs: list[str]
    ) -> list[str]:
        common = set(mine) & set(theirs)
        return sorted(common | (set(mine) ^ set(theirs)) - set(base or ()))

    def lines(self, name: str, base: str | None, mine: str, theirs: str) -> str:
        lines: list[str] = []
        asked = 0
        for run in _runs(base, mine, theirs):
            if not run.is_conflict:
                lines += run.mine
                continue
            texts = "\n".join(run.mine), "\n".join(run.theirs)
            choice = MergeChoice(
                f"{name}-{asked}", name, len(lines) + 1, *texts, is_text=True
            )
            asked += 1
            answer = self._ask(choice)
            lines += run.mine if answer in {MINE, BOTH} else []
            lines += run.theirs if answer in {THEIRS, BOTH} else []
        return "\n".join(lines)

    def _ask(self, choice: MergeChoice) -> str:
        self.choices.append(choice)
        return self.answers.get(choice.name, MINE)


def _key(name: str, value: Value) -> Value | list[int | str]:
    """Return what is equal for values that count as the same."""
    return author_keys(value) if name == "authors" and value is not None else value


def _shown(value: Value) -> str:
    if isinstance(value, list):
        return ", ".join(str(row[1]) for row in value)
    return "" if value is None else str(value)


def _runs(base: str | None, mine: str, theirs: str) -> Iterator[Run]:
    """Yield the two texts in runs of lines; without a base all differences conflict."""
    ours, others = mine.split("\n"), theirs.split("\n")
    if base is not None:
        yield from merge_lines(base.split("\n"), ours, others)
        return
    matcher = SequenceMatcher(None, ours, others, autojunk=False)
    for kind, i, j, k, end in matcher.get_opcodes():
        yield Run(kind != "equal", ours[i:j], others[k:end])
