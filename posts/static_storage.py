"""Static files: names derived from content, and the maths font, made on demand."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, overload

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from . import maths_font

_FOLDER = "fonts"
_NAME = "stix-two-math.woff2"


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Names every file by its content, in the imports of JavaScript modules too."""

    support_js_module_import_aggregation = True

    def __init__(self) -> None:
        # Beside the files, it would be served with them.
        super().__init__(manifest_storage=FileSystemStorage(settings.DATA_DIR))


class MathsFontFinder(BaseFinder):
    """Finds `fonts/stix-two-math.woff2`, and makes it in `DATA_DIR` if necessary."""

    def check(self, **_: object) -> list[CheckMessage]:
        """Return no messages: there is nothing to configure."""
        return []

    @overload
    def find(self, path: str, find_all: Literal[False] = False) -> str | None: ...
    @overload
    def find(self, path: str, find_all: Literal[True]) -> list[str]: ...
    def find(self, path: str, find_all: bool = False) -> str | list[str] | None:
        """Return the font's location if `path` is its own; makes the font."""
        if path.replace(os.sep, "/") != f"{_FOLDER}/{_NAME}":
            return [] if find_all else None
        location = str(font_file())
        return [location] if find_all else location

    def list(
        self, ignore_patterns: Iterable[str] | None
    ) -> Iterator[tuple[str, FileSystemStorage]]:
        """Yield the font and its storage; makes the font."""
        storage = FileSystemStorage(location=font_file().parent)
        storage.prefix = _FOLDER  # type: ignore[attr-defined]
        yield _NAME, storage


def font_file() -> Path:
    """Return the font's file; the first call for a font and recipe takes seconds."""
    file = Path(settings.DATA_DIR) / _FOLDER / maths_font.version() / _NAME
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        # Another process may do the same: both write the whole, identical file.
        with tempfile.TemporaryDirectory(dir=file.parent) as folder:
            temporary = Path(folder) / _NAME
            maths_font.make(temporary)
            temporary.replace(file)
    return file
