"""The differences between two states of a text, field by field, in lines and words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from django.utils import formats, timezone

from posts.models.history.snapshot import (
    DATES,
    FIELDS,
    LABELS,
    TEXTS,
    Snapshot,
    Value,
    is_changed,
)

from .line_differences import Row, compare_lines

NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field that differs: a text by its lines, names, or a value in words."""

    name: str
    label: str
    kind: Literal["text", "names", "value"]
    rows: list[Row] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    before: str = ""
    after: str = ""


def differences(before: Snapshot, after: Snapshot, model: str) -> list[FieldDifference]:
    """Return what changed from one snapshot to another, in the order of the form.

    No database; bounded time: a rewritten megabyte is marked in coarser pieces. Dates
    are in the active time zone. A field that a snapshot lacks counts as empty.
    """
    return [
        _compare(name, before, after)
        for name in FIELDS[model]
        if is_changed(name, before.get(name), after.get(name))
    ]


def _compare(name: str, before: Snapshot, after: Snapshot) -> FieldDifference:
    label, old, new = LABELS[name], before.get(name), after.get(name)
    if name in TEXTS:
        rows = list(compare_lines(old or "", new or ""))
        return FieldDifference(name, label, "text", rows=rows)
    if name == "tags":
        added, removed = list(_without(new, old)), list(_without(old, new))
        return FieldDifference(name, label, "names", added=added, removed=removed)
    was, now = value_in_words(name, old), value_in_words(name, new)
    return FieldDifference(name, label, "value", before=was, after=now)


def _without(names: list[str] | None, others: list[str] | None) -> Iterator[str]:
    return (name for name in names or [] if name not in (others or []))


def value_in_words(name: str, value: Value) -> str:
    """Return the value of a snapshot's field for display."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        names = [row if isinstance(row, str) else str(row[1]) for row in value]
        return ", ".join(names) or NOTHING
    if value is None or value == "":
        return NOTHING
    if name in DATES:
        date = timezone.localtime(datetime.fromisoformat(str(value)))
        return formats.date_format(date, "j F Y, H:i T")
    return str(value)
