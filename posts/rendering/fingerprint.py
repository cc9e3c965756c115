"""A short string that changes whenever a rendered result may have changed."""

from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Final

from .values import DEFAULT_CONTEXT, Context, Source

_LIBRARIES: Final = (
    "markdown-it-py",
    "mdit-py-plugins",
    "math-core",
    "nh3",
    "pygments",
)


def fingerprint(source: Source, context: Context = DEFAULT_CONTEXT) -> str:
    """Return 48 hexadecimal digits for source, context and the renderer itself."""
    own = (source, context.images, context.former_ids)
    return shared_part(context) + _digest(repr(own), 16)


def shared_part(context: Context) -> str:
    """Return the first 16 digits, which are the same for all texts of a site."""
    return _digest(_renderer().hex() + repr((context.labels, context.macros)), 8)


def _digest(text: str, size: int) -> str:
    data = text.encode(errors="backslashreplace")
    return blake2b(data, digest_size=size).hexdigest()


@cache
def _renderer() -> bytes:
    digest = blake2b()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    return digest.digest()
