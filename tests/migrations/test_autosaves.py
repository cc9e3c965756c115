"""What was typed and not saved in release 0.2.0 can be recovered after the update."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qs, urlencode
from uuid import UUID, uuid4

import pytest

from tests.support.desk_client import Desk
from tests.support.releases import restore
from tests.support.served import ROOT, Machine, bare_environment

RELEASE = ROOT / "tests" / "data" / "0.2.0.sql"
SESSION = uuid4()
AT = "2026-11-23 10:00:00"
DIGEST = "0123456789abcdef" * 2
BODY = "Precious & rare: sitting=still&version=2."
FORM = {
    "sitting": str(SESSION),
    "version": DIGEST,
    "title": "A saved essay",
    "body": BODY,
}


@pytest.fixture
def essay(tmp_path: Path) -> int:
    """The key of an essay of release 0.2.0 that somebody has changed, and not saved;
    another change was discarded."""
    with closing(sqlite3.connect(restore(RELEASE, tmp_path))) as database, database:
        query = "SELECT id FROM posts_post WHERE title = 'A saved essay'"
        [[essay]] = database.execute(query)
        [[user]] = database.execute("SELECT id FROM auth_user WHERE username = 'ada'")
        for session, words, settled in (
            (SESSION, urlencode(FORM), None),
            (uuid4(), "body=Discarded.", AT),
        ):
            database.execute(
                "INSERT INTO posts_kepttext (sitting, model, version, data, sequence,"
                " started, at, settled, page_id, post_id, user_id)"
                " VALUES (?, 'post', ?, ?, 7, ?, ?, ?, NULL, ?, ?)",
                (session.hex, DIGEST, words, AT, AT, settled, essay, user),
            )
    return essay


def manage(folder: Path, *arguments: str) -> str:
    """Run a command for the site in a folder; return what it prints."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=bare_environment() | {"POSTS_DATA_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_row_is_an_autosave_as_it_was_typed(tmp_path, essay):
    manage(tmp_path, "migrate")
    with closing(sqlite3.connect(tmp_path / "posts.sqlite3")) as database:
        query = (
            "SELECT session, base_digest, data, sequence, discarded_at, post_id"
            " FROM posts_autosave WHERE data LIKE '%Precious%'"
        )
        [[session, digest, data, *rest]] = database.execute(query)
        discarded = "SELECT data FROM posts_autosave WHERE discarded_at = ?"
        assert database.execute(discarded, [AT]).fetchall() == [("body=Discarded.",)]
    assert (UUID(session), digest, rest) == (SESSION, DIGEST, [7, None, essay])
    assert parse_qs(data)["body"] == [BODY]


def test_desk_shows_it_and_resumes_it(tmp_path, essay):
    served = Machine(tmp_path).start().wait()
    try:
        output = manage(tmp_path, "recover", "ada")
        [served.password] = re.findall(r"^ *Password +(\S+)", output, re.M)
        desk = Desk(served, account="ada")
        assert desk.recoverable(essay) == [str(SESSION)]
        assert desk.resumed(essay, str(SESSION)) == BODY
    finally:
        served.stop()
