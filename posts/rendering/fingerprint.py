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
    """Return 32 hexadecimal digits for source, context and the renderer itself."""
    values = repr((source, context)).encode(errors="backslashreplace")
    return blake2b(_renderer() + values, digest_size=16).hexdigest()


@cache
def _renderer() -> bytes:
    digest = blake2b()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\n".encode())
    return digest.digest()
