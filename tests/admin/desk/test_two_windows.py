"""Two windows with one kept text: each keeps its own words, and none is lost."""

import re
from uuid import UUID

import pytest

from posts.models import Post
from tests.support.desk_form import desk_of, keep, open_desk, press, read
from tests.support.factories import make_post

pytestmark = pytest.mark.django_db


def go_on(client, article, session: str, body: str = "") -> dict[str, str]:
    """Go on with what a session has autosaved, as one more window; return its form."""
    form = open_desk(client, f"{desk_of(article)}?autosave={session}")
    return form | {"sequence": "1"} | ({"body": body} if body else {})


def offered(client, path: str) -> set[str]:
    """Return the editing sessions whose words a desk offers."""
    page = client.get(path).content.decode()
    return set(re.findall(r"\?autosave=([0-9a-f-]{36})", page))


def bodies(client, article) -> set[str]:
    """Return the texts that somebody would find by going on with each offer."""
    sessions = offered(client, desk_of(article))
    return {go_on(client, article, session)["body"] for session in sessions}


@pytest.fixture
def kept(editor) -> tuple[Post, dict[str, str]]:
    """A post, and a form of it that was kept and never saved."""
    post = make_post(body="Stored.")
    form = open_desk(editor, desk_of(post)) | {"body": "Kept.", "sequence": "100"}
    keep(editor, post, **form)
    return post, form


def test_windows_that_go_on_with_the_same_words_keep_each_its_own(editor, kept):
    post, form = kept
    first = go_on(editor, post, form["session"], "First.")
    second = go_on(editor, post, form["session"], "Second.")
    for number, window in enumerate([first, second, first, second]):
        assert keep(editor, post, **window | {"sequence": str(number + 1)}) == "stored"
    assert bodies(editor, post) == {"First.", "Second."}


def test_words_are_offered_until_somebody_has_gone_on_with_them(editor, kept):
    post, form = kept
    window = go_on(editor, post, form["session"], "Kept, and more.")
    assert offered(editor, desk_of(post)) == {form["session"]}
    keep(editor, post, **window)
    assert offered(editor, desk_of(post)) == {window["session"]}
    page = editor.get(f"{desk_of(post)}?autosave={form['session']}").content.decode()
    assert read(page)["body"] == "Stored."
    assert f"?autosave={window['session']}" in page
    history = editor.get(f"/admin/posts/post/{post.pk}/history/").content.decode()
    assert history.count("Unsaved text") == 1


def test_saving_ends_the_offer_of_what_it_went_on_with(editor, kept):
    post, form = kept
    window = go_on(editor, post, form["session"])
    press(editor, desk_of(post), window)
    assert not offered(editor, desk_of(post))
    assert keep(editor, post, **form) == "older"
    assert not offered(editor, desk_of(post))
    post.refresh_from_db()
    assert post.body == "Kept."


@pytest.mark.parametrize("is_saved", [False, True])
def test_words_typed_elsewhere_meanwhile_are_offered_still(editor, kept, is_saved):
    post, form = kept
    window = go_on(editor, post, form["session"], "Gone on.")
    keep(editor, post, **form | {"body": "Typed meanwhile.", "sequence": "101"})
    if is_saved:
        press(editor, desk_of(post), window)
        assert bodies(editor, post) == {"Typed meanwhile."}
    else:
        keep(editor, post, **window)
        assert bodies(editor, post) == {"Typed meanwhile.", "Gone on."}


def test_words_that_a_browser_had_more_are_kept_when_it_comes_back(editor, kept):
    post, form = kept
    press(editor, desk_of(post), go_on(editor, post, form["session"]))
    late = form | {"body": "Kept, and more.", "sequence": "101", "age": "60000"}
    assert keep(editor, post, **late) == "stored"
    assert bodies(editor, post) == {"Kept, and more."}


def test_words_put_aside_stay_in_the_history_when_taken_back(editor, kept):
    post, form = kept
    discard = f"/admin/markdown/discard_autosave/?model=post&object={post.pk}"
    editor.post(discard, {"session": form["session"]})
    window = go_on(editor, post, form["session"], "Taken back.")
    keep(editor, post, **window)
    assert bodies(editor, post) == {"Taken back."}
    history = editor.get(f"/admin/posts/post/{post.pk}/history/").content.decode()
    assert history.count("Unsaved text") == 2


@pytest.mark.parametrize(
    "continues", ["", "x", "\0", f"{UUID(int=7)} 1", f"{UUID(int=7)} {'9' * 40}"]
)
def test_form_that_continues_nothing_known_is_kept(editor, kept, continues):
    post, form = kept
    mine = open_desk(editor, desk_of(post)) | {"continues": continues, "body": "Mine."}
    assert keep(editor, post, **mine) == "stored"
    assert bodies(editor, post) == {"Kept.", "Mine."}
    assert press(editor, desk_of(post), mine).status_code == 200


def test_nobody_takes_over_what_another_has_kept(editor, other, kept):
    post, form = kept
    theirs = open_desk(other, desk_of(post)) | {"body": "Theirs."}
    keep(other, post, **theirs | {"continues": f"{form['session']} 100"})
    assert bodies(editor, post) == {"Kept."}
