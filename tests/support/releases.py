"""The data of earlier releases, as tests/data/save.py has saved it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from .served import ROOT

RELEASES = sorted((ROOT / "tests" / "data").glob("*.sql"))


def restore(release: Path, folder: Path) -> Path:
    """Restore the site of a release into a data folder; return its database."""
    database = folder / "posts.sqlite3"
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript(release.read_text())
    return database
