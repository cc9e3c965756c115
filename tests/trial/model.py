"""What the text must be: every state that was typed, and when it was typed over."""

import re
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random

from . import words

FIELDS = ("title", "summary", "tags", "body")
MOST_LOST = 2.0  # seconds
# The author writes before this line, others behind it.
GUARD = "\n\nThis line stays.\n\nSo does this one."
LONGEST = 5_000


@dataclass(frozen=True, slots=True)
class Text:
    """The fields of the form, as they stand in it."""

    title: str = ""
    summary: str = ""
    tags: str = ""
    body: str = ""

    def stored(self) -> tuple[str, str, frozenset[str], str]:
        """Return what saving makes of it."""
        names = frozenset(filter(None, (name.strip() for name in self.tags.split(","))))
        return " ".join(self.title.split()), self.summary.strip(), names, self.body


@dataclass(frozen=True, slots=True)
class Edit:
    """Text in place of what stands from `start` to `end` in a field."""

    field: str
    start: int
    end: int
    text: str

    def apply(self, text: Text) -> Text:
        before = getattr(text, self.field)
        after = before[: self.start] + self.text + before[self.end :]
        return replace(text, **{self.field: after})

    def for_browser(self, text: Text) -> list[object]:
        """Return it with places as browsers count them, in units of UTF-16."""
        value = getattr(text, self.field)
        places = [_units(value[: self.start]), _units(value[: self.end])]
        return [f"id_{self.field}", *places, self.text]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@dataclass
class Memory:
    """Every state since the text was opened last, each with the moment it began."""

    states: list[tuple[float, Text]] = field(default_factory=lambda: [(0.0, Text())])

    @property
    def text(self) -> Text:
        return self.states[-1][1]

    def note(self, text: Text, began: float) -> None:
        if text != self.text:
            self.states.append((began, text))

    def overtake(self, body: str) -> None:
        """Note what somebody else has saved: without an autosave, that is found."""
        moment, text = self.states[0]
        self.states.insert(1, (moment, replace(text, body=body)))

    def open(self, text: Text) -> None:
        self.states = [(time.monotonic(), text)]

    def loss(
        self, found: Text, fault: float, *, is_stored: bool = False
    ) -> float | None:
        """Return how many seconds of typing before the fault are missing from what was
        found, 0 if none, None if it was never typed like this.

        `is_stored` if it was saved, which trims a title.
        """
        texts = [text for _, text in self.states]
        if is_stored:
            saved = found.stored()
            seen = [n for n, text in enumerate(texts) if text.stored() == saved]
        else:
            seen = [n for n, text in enumerate(texts) if text == found]
        if not seen:
            return None
        if seen[-1] == len(self.states) - 1:
            return 0.0
        return max(0.0, fault - self.states[seen[-1] + 1][0])


def end_of_own(body: str) -> int:
    """Return where the author's part of a body ends."""
    place = body.find(GUARD)
    return len(body) if place < 0 else place


def edits(rng: Random, text: Text, count: int) -> Iterator[Edit]:
    """Yield edits, each of the text that the ones before have made."""
    for _ in range(count):
        edit = _edit(rng, text)
        text = edit.apply(text)
        yield edit


def _edit(rng: Random, text: Text) -> Edit:
    name = rng.choices(FIELDS, (6, 5, 2, 87))[0]
    if name == "tags":
        return Edit("tags", 0, len(text.tags), words.tags(rng))
    if name in {"title", "summary"}:
        value = getattr(text, name)
        start = _whole(value, rng.randint(0, len(value))) if len(value) < 120 else 0
        return Edit(name, start, start if start else len(value), words.line(rng))
    return _edit_of_body(rng, text.body)


def _edit_of_body(rng: Random, body: str) -> Edit:
    most = end_of_own(body)
    start = most if rng.random() < 0.5 else _whole(body, rng.randint(0, most))
    end = _whole(body, min(most, start + rng.randint(1, 60)))
    kinds = ("insert", "replace", "delete", "cut")
    kind = rng.choices(kinds, (60, 20, 18, 2 if most < LONGEST else 90))[0]
    if kind == "cut":
        start = _whole(body, rng.randint(0, most // 2))
        return Edit("body", start, _whole(body, min(most, start + most // 2)), "")
    if kind == "delete":
        return Edit("body", start, end, "")
    return Edit("body", start, start if kind == "insert" else end, words.piece(rng))


def _whole(text: str, place: int) -> int:
    """Return the place, or one before it where a browser lets a caret stand."""
    while 0 < place < len(text) and (
        _belongs_to_last(text[place]) or text[place - 1] == "\u200d"
    ):
        place -= 1
    return place


def _belongs_to_last(character: str) -> bool:
    is_mark = unicodedata.category(character) in {"Mn", "Me", "Mc", "Cf"}
    return is_mark or "🏻" <= character <= "🏿"


def without_secrets(text: Text) -> Iterator[Edit]:
    """Yield the edits that take out what nobody may ever see."""
    for name in ("title", "summary", "body"):
        for found in reversed([*re.finditer(words.SECRET, getattr(text, name))]):
            yield Edit(name, found.start(), found.end(), "")


def difference(expected: Text | str, found: Text | str, when: str) -> str:
    """Return where two texts part, for people."""
    pairs = (
        [("body", expected, found)]
        if isinstance(expected, str) or isinstance(found, str)
        else [(name, getattr(expected, name), getattr(found, name)) for name in FIELDS]
    )
    lines = [when]
    for name, one, other in pairs:
        if one == other:
            continue
        at = next(
            (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
            min(len(one), len(other)),
        )  # type: ignore[arg-type]
        start = max(0, at - 20)
        lines.append(f"{name} from {at}: expected {one[start : at + 80]!r}")
        lines.append(f"{' ' * len(name)} found {other[start : at + 80]!r}")
    return "\n".join(lines)
