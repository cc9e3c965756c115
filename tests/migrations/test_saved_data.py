"""The data of every release is served, whole, by this version."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.releases import RELEASES, restore
from tests.support.served import Machine, Prepared, Served

ID = re.compile(r' id="([^"]*)"')


@pytest.fixture(scope="module", params=RELEASES, ids=lambda file: file.stem)
def folder(
    request, tmp_path_factory: pytest.TempPathFactory, prepared: Prepared
) -> Path:
    """A data folder with the site of a release."""
    folder = tmp_path_factory.mktemp("saved")
    prepared.copy(folder, "posts.sqlite3*")
    restore(request.param, folder)
    return folder


@pytest.fixture(scope="module")
def identifier(folder: Path) -> str:
    """The permanent identifier of the essay, as it was saved."""
    with closing(sqlite3.connect(folder / "posts.sqlite3")) as database:
        query = "SELECT identifier FROM posts_post WHERE title = 'A saved essay'"
        [[found]] = database.execute(query)
    return found


@pytest.fixture(scope="module")
def ids(folder: Path) -> set[str]:
    """The ids of the essay's headings, notes and equations, as it was saved."""
    with closing(sqlite3.connect(folder / "posts.sqlite3")) as database:
        query = "SELECT body_html FROM posts_post WHERE title = 'A saved essay'"
        [[found]] = database.execute(query)
    return set(ID.findall(found))


@pytest.fixture(scope="module")
def served(folder: Path, identifier: str, ids: set[str]) -> Iterator[Served]:
    served = Machine(folder).start().wait()
    yield served
    served.stop()


def test_saved_site_is_served_as_it_was(served: Served):
    front = served.ask("/")
    assert front.status == 200
    assert '<html lang="de">' in front.text
    assert "Saved" in front.text
    essay = served.ask("/posts/a-saved-essay/").text
    for words in ("<em>first</em>", "<math", "A note.", "Ada", "Émilie", "深度学习"):
        assert words in essay
    assert served.ask("/about/").status == 200
    assert served.ask("/posts/a-saved-draft/").status == 404
    assert served.ask("/posts/a-saved-plan/").status == 404
    for path in re.findall(r'href="(/(?:tags|authors)/[^"]+)"', essay):
        assert served.ask(path).status == 200


def test_every_id_still_leads_somewhere(ids: set[str], served: Served):
    assert ids
    assert ids <= set(ID.findall(served.ask("/posts/a-saved-essay/").text))


def test_no_subscriber_is_told_twice(served: Served, identifier: str):
    assert f">{identifier}</guid>" in served.ask("/rss.xml").text
    assert f"<id>{identifier}</id>" in served.ask("/atom.xml").text


def test_there_is_saved_data():
    assert RELEASES
