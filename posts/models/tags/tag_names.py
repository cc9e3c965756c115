"""Names of tags: as they are typed in a line, compared, and spoken in an address."""

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from posts.rendering.characters import clean

if TYPE_CHECKING:
    from .tag import Tag

# Two languages and a musical key must not share the address of the plain letter.
SPOKEN = {"+": "plus", "#": "sharp", "&": "and", "@": "at", "%": "percent", "*": "star"}


def split_names(text: str) -> list[str]:
    """Return the tag names in a line: a comma or a line break separates names."""
    names = (" ".join(name.split()) for name in re.split(r"[,\n]", clean(text)))
    return list({make_key(name): name for name in names if name}.values())


def join_names(tags: "Iterable[Tag]") -> str:
    """Return tags as the line from which `split_names` would make them."""
    return ", ".join(tag.name for tag in tags)


def make_key(name: str) -> str:
    """Return what all spellings of one tag have in common."""
    return " ".join(unicodedata.normalize("NFKC", clean(name)).casefold().split())


def speak(name: str) -> str:
    """Return a name with its symbols in words, for a slug that nothing else has."""
    return "".join(
        f" {SPOKEN.get(char) or unicodedata.name(char, f'u{ord(char):x}')} "
        if char in SPOKEN or unicodedata.category(char) in {"Sm", "Sc", "So"}
        else char
        for char in name
    )
