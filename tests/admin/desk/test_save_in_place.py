"""Saving in place, as the server answers it; and pages that never heard the answer."""

import json
from uuid import uuid4

import pytest

from posts.models import Author, Autosave, Post, Revision, SiteSettings
from tests.support.desk_form import (
    ADD,
    NO_DATE,
    autosave,
    desk_of,
    open_desk,
    press,
    read,
    write,
)
from tests.support.factories import in_future, make_post

pytestmark = pytest.mark.django_db


def save_in_place(client, post, form):
    return client.post(
        desk_of(post), {**form, "_save": ""}, headers={"Accept": "application/json"}
    )


def test_answer_says_what_has_changed_on_the_page(editor):
    post = make_post(title="Old", slug="old", body="Words.\n\nMore.")
    typed = {"title": "  New   title ", "slug": "new", "body": "Words.\r\n\r\nMore!"}
    form = open_desk(editor, desk_of(post)) | typed
    answer = save_in_place(editor, post, form).json()
    assert answer["said"].startswith("Saved as a correction. <a href=")
    assert answer["values"] == {"title": "New title"}
    assert answer["public"] == "/posts/new/"
    assert answer["base_digest"] == open_desk(editor, desk_of(post))["base_digest"]
    assert answer["base_digest"] != form["base_digest"]


def test_messages_of_a_save_in_place_are_not_said_again(editor):
    post = make_post(body="Words.")
    save_in_place(editor, post, open_desk(editor, desk_of(post)) | {"body": "New."})
    assert "Saved as" not in editor.get(desk_of(post)).content.decode()


def test_warning_is_escaped(editor):
    post = make_post(tags=("<b>networks</b>",))
    form = open_desk(editor, desk_of(post)) | {"tags": "<b>network</b>"}
    [warning] = save_in_place(editor, post, form).json()["warnings"]
    assert "&lt;b&gt;network&lt;/b&gt;" in warning
    assert "<b>" not in warning


def test_message_of_another_window_is_escaped(editor):
    post, author = make_post(), Author.objects.create(name="<b>Ada</b>")
    form = open_desk(editor, desk_of(post))
    editor.post(f"/admin/posts/author/{author.pk}/delete/", {"post": "yes"})
    [warning] = save_in_place(editor, post, form).json()["warnings"]
    assert "“&lt;b&gt;Ada&lt;/b&gt;” was deleted" in warning


def test_refused_save_is_answered_with_the_page(editor):
    post = make_post(title="Old")
    response = save_in_place(
        editor, post, open_desk(editor, desk_of(post)) | {"title": ""}
    )
    assert response.headers["Content-Type"].startswith("text/html")
    assert "Every word is still here" in response.content.decode()


def test_save_in_place_over_anothers_text_is_answered_with_both(editor, other):
    post = make_post(body="One.")
    mine = open_desk(editor, desk_of(post)) | {"body": "Mine."}
    write(other, desk_of(post), body="Theirs.")
    page = save_in_place(editor, post, mine).content.decode()
    assert "other has saved this text since you opened it" in page


def test_page_that_did_not_hear_of_its_own_save_overwrites_nobody(editor):
    post = make_post(body="One.")
    form = open_desk(editor, desk_of(post))
    save_in_place(editor, post, form | {"body": "Two."})
    later = {"body": "Three.", "session": str(uuid4()), "after": f"{form['session']} "}
    response = save_in_place(editor, post, form | later)
    assert json.loads(response.content)["said"]
    post.refresh_from_db()
    assert post.body == "Three."
    bodies = [revision.state["body"] for revision in Revision.objects.of(post)]
    assert bodies == ["Three.", "Two.", "One."]


def test_what_another_saved_after_the_unheard_save_is_shown(editor, other):
    post = make_post(body="One.")
    form = open_desk(editor, desk_of(post))
    save_in_place(editor, post, form | {"body": "Two."})
    write(other, desk_of(post), body="Theirs.")
    later = {"body": "Three.", "session": str(uuid4()), "after": form["session"]}
    page = press(editor, desk_of(post), form | later).content.decode()
    assert "other has saved this text" in page
    post.refresh_from_db()
    assert post.body == "Theirs."


@pytest.mark.parametrize("after", ["", "nonsense", " ".join(["x" * 36] * 100), "\0"])
def test_nonsense_about_earlier_saves_is_ignored(editor, after):
    post = make_post(body="One.")
    form = open_desk(editor, desk_of(post))
    press(editor, desk_of(post), form | {"body": "Two."})
    later = {"body": "Three.", "session": str(uuid4()), "after": after}
    press(editor, desk_of(post), form | later)
    post.refresh_from_db()
    assert post.body == "Two."


def test_page_that_answers_a_refused_save_vouches_for_no_other(editor):
    post = make_post(published_at=None, body="One.")
    first = open_desk(editor, desk_of(post)) | {"sequence": "7"}
    # Sent with Ctrl pressed: the answer comes in another tab, and both are there.
    second = read(press(editor, desk_of(post), first, "schedule").content.decode())
    assert second["session"] != first["session"]
    press(editor, desk_of(post), second | {"body": "Words of tab two."})
    later = {"body": "Tab one.", "session": str(uuid4()), "after": first["session"]}
    page = press(editor, desk_of(post), first | later).content.decode()
    assert "has saved this text since you opened it" in page
    post.refresh_from_db()
    assert post.body == "Words of tab two."


def test_refused_words_are_not_shown_for_recovery_once_they_are_saved(editor):
    post = make_post(published_at=None, body="One.")
    form = open_desk(editor, desk_of(post)) | {"body": "Two.", "sequence": "7"}
    refused = read(press(editor, desk_of(post), form | {"title": ""}).content.decode())
    press(editor, desk_of(post), refused | {"title": "A title", "body": "Three."})
    # The browser had stored what was refused, and hands it in only now.
    assert autosave(editor, post, **form) == "older"
    assert "Not saved: what you typed" not in editor.get(desk_of(post)).content.decode()


@pytest.mark.parametrize("is_saved", [False, True])
def test_autosaves_of_earlier_sessions_are_not_shown_for_recovery(editor, is_saved):
    post = make_post(body="One.")
    form = open_desk(editor, desk_of(post)) | {"body": "Two.", "sequence": "7"}
    assert autosave(editor, post, **form) == "stored"
    later = form | {"body": "Two, three.", "sequence": "8"}
    later |= {"session": str(uuid4()), "after": f"{form['session']} "}
    if is_saved:
        assert save_in_place(editor, post, later).json()["said"]
    else:
        assert autosave(editor, post, **later) == "stored"
    sessions = [row.session for row in Autosave.objects.not_discarded()]
    assert [str(session) for session in sessions] == [later["session"]] * (not is_saved)


def test_new_text_whose_first_save_was_not_heard_of_is_one_text(editor):
    form = open_desk(editor, ADD) | {"title": "Once", "body": "One."}
    press(editor, ADD, form)
    later = {"body": "One, two.", "session": str(uuid4()), "after": form["session"]}
    press(editor, ADD, form | later)
    assert [post.body for post in Post.objects.all()] == ["One, two."]


def test_merging_into_nothing_is_a_form_like_any_other(editor):
    form = open_desk(editor, ADD) | {"title": "New", "seen": ""}
    for button in ("merge", "mine"):
        assert press(editor, ADD, form, button).status_code == 200


def test_sentences_beside_the_buttons_follow_a_save(editor):
    post = make_post(published_at=in_future())
    form = open_desk(editor, desk_of(post)) | {"published_at": "2999-03-04T05:06"}
    assert "2999" in save_in_place(editor, post, form).json()["actions"]["save"]


def test_message_of_another_window_is_no_part_of_what_is_said(editor):
    post, other_post = make_post(body="One."), make_post(body="Two.")
    form = open_desk(editor, desk_of(post)) | {"body": "New."}
    editor.post(
        desk_of(other_post), {**open_desk(editor, desk_of(other_post)), "_save": ""}
    )
    answer = save_in_place(editor, post, form).json()
    assert answer["said"].count("Saved as a correction.") == 1
    assert len(answer["warnings"]) == 1


def test_date_emptied_on_purpose_stays_so(editor):
    post = make_post()
    write(editor, desk_of(post), button="unpublish")
    form = open_desk(editor, desk_of(post)) | NO_DATE
    answer = save_in_place(editor, post, form).json()
    assert "published_at" not in answer["values"]
    assert "as before" in answer["actions"]["publish"]


def test_changed_date_in_any_time_zone_is_ones_own_save(editor):
    SiteSettings.objects.update_or_create(defaults={"time_zone": "Europe/Berlin"})
    post = make_post(published_at=in_future())
    form = open_desk(editor, desk_of(post)) | {"published_at": "2040-05-01T09:00:00"}
    answer = save_in_place(editor, post, form).json()
    form |= {
        "base_digest": answer["base_digest"],
        "body": "More.",
        "session": str(uuid4()),
    }
    said = save_in_place(editor, post, form).json()["said"]
    assert said == "Scheduled for 1 May 2040, 09:00 CEST."
