"""Two windows that resume one autosave: each has its own words, and none is lost."""

import re
from uuid import UUID

import pytest

from posts.models import Post
from tests.support.desk_form import autosave, desk_of, open_desk, press, read
from tests.support.factories import make_post

pytestmark = pytest.mark.django_db


def resume(client, article, session: str, body: str = "") -> dict[str, str]:
    """Resume what a session has autosaved, in one more window; return its form."""
    form = open_desk(client, f"{desk_of(article)}?autosave={session}")
    return form | {"sequence": "1"} | ({"body": body} if body else {})


def recoverable(client, path: str) -> set[str]:
    """Return the editing sessions that a desk shows for recovery."""
    page = client.get(path).content.decode()
    return set(re.findall(r"\?autosave=([0-9a-f-]{36})", page))


def bodies(client, article) -> set[str]:
    """Return the texts that somebody would find by resuming each of them."""
    sessions = recoverable(client, desk_of(article))
    return {resume(client, article, session)["body"] for session in sessions}


@pytest.fixture
def unsaved(editor) -> tuple[Post, dict[str, str]]:
    """A post, and a form of it that was autosaved and never saved."""
    post = make_post(body="Stored.")
    form = open_desk(editor, desk_of(post)) | {"body": "Autosaved.", "sequence": "100"}
    autosave(editor, post, **form)
    return post, form


def test_windows_that_resume_one_autosave_have_one_each(editor, unsaved):
    post, form = unsaved
    first = resume(editor, post, form["session"], "First.")
    second = resume(editor, post, form["session"], "Second.")
    for number, window in enumerate([first, second, first, second]):
        assert (
            autosave(editor, post, **window | {"sequence": str(number + 1)}) == "stored"
        )
    assert bodies(editor, post) == {"First.", "Second."}


def test_autosave_is_recoverable_until_somebody_has_resumed_it(editor, unsaved):
    post, form = unsaved
    window = resume(editor, post, form["session"], "Autosaved, and more.")
    assert recoverable(editor, desk_of(post)) == {form["session"]}
    autosave(editor, post, **window)
    assert recoverable(editor, desk_of(post)) == {window["session"]}
    page = editor.get(f"{desk_of(post)}?autosave={form['session']}").content.decode()
    assert read(page)["body"] == "Stored."
    assert f"?autosave={window['session']}" in page
    history = editor.get(f"/admin/posts/post/{post.pk}/history/").content.decode()
    assert history.count("Unsaved changes") == 1


def test_saving_ends_the_recovery_of_what_was_resumed(editor, unsaved):
    post, form = unsaved
    window = resume(editor, post, form["session"])
    press(editor, desk_of(post), window)
    assert not recoverable(editor, desk_of(post))
    assert autosave(editor, post, **form) == "older"
    assert not recoverable(editor, desk_of(post))
    post.refresh_from_db()
    assert post.body == "Autosaved."


@pytest.mark.parametrize("is_saved", [False, True])
def test_words_typed_elsewhere_meanwhile_are_still_recoverable(
    editor, unsaved, is_saved
):
    post, form = unsaved
    window = resume(editor, post, form["session"], "Resumed.")
    autosave(editor, post, **form | {"body": "Typed meanwhile.", "sequence": "101"})
    if is_saved:
        press(editor, desk_of(post), window)
        assert bodies(editor, post) == {"Typed meanwhile."}
    else:
        autosave(editor, post, **window)
        assert bodies(editor, post) == {"Typed meanwhile.", "Resumed."}


def test_newer_words_of_a_browser_are_autosaved_when_it_comes_back(editor, unsaved):
    post, form = unsaved
    press(editor, desk_of(post), resume(editor, post, form["session"]))
    late = form | {"body": "Autosaved, and more.", "sequence": "101", "age": "60000"}
    assert autosave(editor, post, **late) == "stored"
    assert bodies(editor, post) == {"Autosaved, and more."}


def test_discarded_autosave_stays_in_the_history_when_it_is_resumed(editor, unsaved):
    post, form = unsaved
    discard = f"/admin/markdown/discard_autosave/?model=post&object={post.pk}"
    editor.post(discard, {"session": form["session"]})
    window = resume(editor, post, form["session"], "Resumed.")
    autosave(editor, post, **window)
    assert bodies(editor, post) == {"Resumed."}
    history = editor.get(f"/admin/posts/post/{post.pk}/history/").content.decode()
    assert history.count("Unsaved changes") == 2


@pytest.mark.parametrize(
    "continues", ["", "x", "\0", f"{UUID(int=7)} 1", f"{UUID(int=7)} {'9' * 40}"]
)
def test_form_that_continues_nothing_known_is_autosaved(editor, unsaved, continues):
    post, form = unsaved
    mine = open_desk(editor, desk_of(post)) | {"continues": continues, "body": "Mine."}
    assert autosave(editor, post, **mine) == "stored"
    assert bodies(editor, post) == {"Autosaved.", "Mine."}
    assert press(editor, desk_of(post), mine).status_code == 200


def test_nobody_resumes_what_another_has_autosaved(editor, other, unsaved):
    post, form = unsaved
    theirs = open_desk(other, desk_of(post)) | {"body": "Theirs."}
    autosave(other, post, **theirs | {"continues": f"{form['session']} 100"})
    assert bodies(editor, post) == {"Autosaved."}
