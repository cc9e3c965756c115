"""The maths font as a static file: cut from the font in ziamath, made on first need."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal, overload

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

_FOLDER = "fonts"
_NAME = "stix-two-math.woff2"

# Latin with accents, Greek, punctuation, letterlike signs, arrows, operators, brackets,
# shapes, and the alphabets of mathematics: 2,758 of 4,604 characters, 240 of 560 kB.
# Left out are scripts and signs that a text font has, hints, and stylistic alternates.
_CHARACTERS = (
    (0x0020, 0x017F),
    (0x02C6, 0x02DD),
    (0x0300, 0x0338),
    (0x0370, 0x03FF),
    (0x2000, 0x206F),
    (0x20D0, 0x20FF),
    (0x2100, 0x214F),
    (0x2190, 0x22FF),
    (0x2308, 0x230B),
    (0x231C, 0x2321),
    (0x239B, 0x23B6),
    (0x23D0, 0x23D0),
    (0x23DC, 0x23E1),
    (0x25A0, 0x25FF),
    (0x2660, 0x266F),
    (0x2713, 0x2717),
    (0x27C0, 0x27FF),
    (0x2900, 0x2AFF),
    (0x3008, 0x301B),
    (0xFE00, 0xFE01),
    (0x1D400, 0x1D7FF),
)
# Forms for scripts and dotless letters under accents: browsers apply them themselves.
_FEATURES = ("ssty", "dtls", "ccmp")
_COPYRIGHT_AND_LICENCE = (0, 1, 2, 3, 4, 5, 6, 13, 14)


class MathsFontFinder(BaseFinder):
    """Finds `fonts/stix-two-math.woff2`, and makes it in `DATA_DIR` if need be."""

    def check(self, **kwargs: Any) -> list[Any]:
        """Return no messages: there is nothing to configure."""
        return []

    @overload
    def find(self, path: str, find_all: Literal[False] = False) -> str | None: ...
    @overload
    def find(self, path: str, find_all: Literal[True]) -> list[str]: ...
    def find(self, path: str, find_all: bool = False) -> str | list[str] | None:
        """Return the file's place if `path` is the font's; makes the font."""
        if path.replace(os.sep, "/") != f"{_FOLDER}/{_NAME}":
            return [] if find_all else None
        place = str(maths_font())
        return [place] if find_all else place

    def list(
        self, ignore_patterns: Iterable[str] | None
    ) -> Iterator[tuple[str, FileSystemStorage]]:
        """Yield the font and its storage; makes the font."""
        storage = FileSystemStorage(location=maths_font().parent)
        storage.prefix = _FOLDER  # type: ignore[attr-defined]
        yield _NAME, storage


def maths_font() -> Path:
    """Return the font's file; the first call for a font and recipe takes seconds."""
    file = Path(settings.DATA_DIR) / _FOLDER / _key() / _NAME
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        # Another process may do the same: whole files only, and equal ones.
        with tempfile.TemporaryDirectory(dir=file.parent) as folder:
            draft = Path(folder) / _NAME
            _make(draft)
            draft.replace(file)
    return file


def _source() -> Path:
    return Path(str(resources.files("ziamath.fonts") / "STIXTwoMath-Regular.ttf"))


@cache
def _key() -> str:
    """Return a name that changes with the font and with what is cut from it."""
    recipe = repr((_CHARACTERS, _FEATURES, _COPYRIGHT_AND_LICENCE)).encode()
    return hashlib.sha256(_source().read_bytes() + recipe).hexdigest()[:16]


def _make(target: Path) -> None:
    from fontTools.subset import (  # type: ignore[import-untyped]
        Options,
        Subsetter,
    )
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    options = Options()
    options.layout_features = list(_FEATURES)
    options.name_IDs = list(_COPYRIGHT_AND_LICENCE)
    options.hinting = False
    options.notdef_outline = True
    options.drop_tables += ["DSIG", "GlyphOrder"]
    subsetter = Subsetter(options)
    subsetter.populate(
        unicodes=[
            code for first, last in _CHARACTERS for code in range(first, last + 1)
        ]
    )
    with TTFont(_source(), lazy=True, recalcTimestamp=False) as font:
        subsetter.subset(font)
        font.flavor = "woff2"
        font.save(target)
