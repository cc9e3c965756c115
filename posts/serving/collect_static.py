"""Collecting static files, when they differ from those collected last."""

import hashlib
from collections.abc import Iterator
from importlib.metadata import version

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.files.storage import Storage
from django.core.management import call_command

from .output import Output

# The packages that determine the result, besides the files themselves.
MAKERS = ("django", "whitenoise", "brotli")


def collect_static_files(output: Output) -> None:
    """Collect, hash and compress what has changed; remove what is gone."""
    stamp = settings.DATA_DIR / "static-stamp"
    manifest = settings.DATA_DIR / "staticfiles.json"
    with output.step("Static files", "collected") as step:
        current = make_stamp()
        if manifest.exists() and stamp.exists() and stamp.read_text() == current:
            step.happened = False
            return
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(current)


def make_stamp() -> str:
    """Return a digest of every source file's name, size and time, and of the makers."""
    digest = hashlib.sha256()
    for line in _facts():
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def _facts() -> Iterator[str]:
    for name in MAKERS:
        yield f"{name} {version(name)}"
    storage: Storage
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            time = storage.get_modified_time(path).timestamp()
            yield f"{path} {storage.size(path)} {time}"
