"""Ids: those reserved for the page, and those made from a heading's text."""

import re
import unicodedata
from collections.abc import Iterable

# The page's own landmarks, and what the renderer gives to notes and equations.
_RESERVED = re.compile(r"main|site-.*|fn(ref)?\d+(-\d+)?|eq-.*", re.IGNORECASE)
_BETWEEN_WORDS = re.compile(r"[\W_]+")
MAX_LENGTH = 80


def is_reserved(name: str) -> bool:
    """Whether an id may not come from an author's text."""
    return bool(_RESERVED.fullmatch(name))


def slug(text: str) -> str:
    """Return a heading's id: letters and digits of any script, joined by hyphens."""
    normal = (
        unicodedata.normalize("NFC", text).lower().replace("’", "").replace("'", "")
    )
    words = _BETWEEN_WORDS.sub("-", normal).strip("-")
    return words[:MAX_LENGTH].strip("-") or "section"


class Names:
    """Hands out ids, each once."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._numbers: dict[str, int] = {}

    def unused(self, name: str) -> str:
        """Return the name, or the first of name-2, name-3 ... that is free."""
        if is_reserved(name):
            name = f"section-{name}"
        number, free = self._numbers.get(name, 1), name
        while free in self._taken:
            number += 1
            free = f"{name}-{number}"
        self._numbers[name] = number
        self._taken.add(free)
        return free
