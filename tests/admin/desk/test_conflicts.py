"""Conflicts: who saves second sees both texts, and merges them; no word is lost."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from posts.models import Post, Revision
from tests.support.desk_form import (
    ADD,
    autosave,
    desk_of,
    open_desk,
    press,
    read,
    write,
)
from tests.support.factories import make_post

pytestmark = pytest.mark.django_db


def conflict_of(editor, other, post) -> dict[str, str]:
    """Return the form in which somebody is shown what another has saved meanwhile."""
    mine = open_desk(editor, desk_of(post)) | {"body": "One mine.\nTwo."}
    write(other, desk_of(post), body="One theirs.\nTwo.")
    return read(press(editor, desk_of(post), mine).content.decode())


def test_saving_over_anothers_text_shows_both(editor, other):
    post = make_post(body="One.\n\nTwo.\n\nThree.")
    mine = open_desk(editor, desk_of(post)) | {"body": "One mine.\n\nTwo.\n\nThree."}
    write(other, desk_of(post), body="One.\n\nTwo.\n\nThree theirs.")
    page = press(editor, desk_of(post), mine).content.decode()
    post.refresh_from_db()
    assert post.body == "One.\n\nTwo.\n\nThree theirs."
    assert "other has saved this text since you opened it" in page
    assert read(page)["body"] == mine["body"]
    merged = press(editor, desk_of(post), read(page), "merge").content.decode()
    assert read(merged)["body"] == "One mine.\n\nTwo.\n\nThree theirs."
    post.refresh_from_db()
    assert post.body == "One.\n\nTwo.\n\nThree theirs."
    press(editor, desk_of(post), read(merged))
    post.refresh_from_db()
    assert post.body == "One mine.\n\nTwo.\n\nThree theirs."


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        ("mine", "One mine."),
        ("theirs", "One theirs."),
        ("both", "One mine.\nOne theirs."),
    ],
)
def test_place_that_both_changed_is_chosen(editor, other, answer, body):
    post = make_post(body="One.")
    mine = open_desk(editor, desk_of(post)) | {"body": "One mine."}
    write(other, desk_of(post), body="One theirs.")
    page = read(press(editor, desk_of(post), mine).content.decode())
    answered = page | {"choice-body-0": answer}
    merged = press(editor, desk_of(post), answered, "merge").content.decode()
    assert read(merged)["body"] == body


def test_other_fields_are_merged_too(editor, other):
    post = make_post(tags=("a", "b"), authors=("Ada", "Bob"))
    mine = open_desk(editor, desk_of(post)) | {"tags": "a, b, mine", "title": "Mine"}
    write(other, desk_of(post), tags="b, theirs", byline="Bob", summary="Theirs.")
    page = read(press(editor, desk_of(post), mine).content.decode())
    merged = read(press(editor, desk_of(post), page, "merge").content.decode())
    assert set(merged["tags"].split(", ")) == {"b", "mine", "theirs"}
    assert (merged["byline"], merged["summary"]) == ("Bob", "Theirs.")
    assert merged["title"] == "Mine"


@pytest.mark.django_db(transaction=True)
def test_merging_works_outside_a_test_s_transaction(editor, other):
    post = make_post(body="One.\nTwo.")
    shown = conflict_of(editor, other, post)
    merged = press(editor, desk_of(post), shown, "merge")
    assert merged.status_code == 200
    assert read(merged.content.decode())["body"] == "One mine.\nTwo."


@pytest.mark.parametrize("answer", ["mine", "merge"])
def test_answer_to_what_is_no_longer_stored_is_asked_again(editor, other, answer):
    post = make_post(body="One.\nTwo.")
    shown = conflict_of(editor, other, post)
    write(other, desk_of(post), body="One theirs.\nTwo unseen.")
    page = press(editor, desk_of(post), shown, answer).content.decode()
    assert "unseen" in page
    press(editor, desk_of(post), read(page))
    post.refresh_from_db()
    assert post.body == "One theirs.\nTwo unseen."


def test_saving_mine_alone_takes_a_second_save(editor, other):
    post = make_post(body="One.")
    mine = open_desk(editor, desk_of(post)) | {"body": "One mine."}
    write(other, desk_of(post), body="One theirs.")
    page = read(press(editor, desk_of(post), mine).content.decode())
    page = read(press(editor, desk_of(post), page, "mine").content.decode())
    post.refresh_from_db()
    assert post.body == "One theirs."
    press(editor, desk_of(post), page)
    post.refresh_from_db()
    assert post.body == "One mine."
    assert "One theirs." in [row.state["body"] for row in Revision.objects.of(post)]


def test_change_made_past_the_desk_is_seen_too(editor):
    post = make_post(body="One.")
    mine = open_desk(editor, desk_of(post)) | {"body": "One mine."}
    Post.objects.filter(pk=post.pk).update(body="By the shell.")
    page = press(editor, desk_of(post), mine).content.decode()
    assert "Somebody has saved this text" in page
    post.refresh_from_db()
    assert post.body == "By the shell."


def test_publication_by_another_is_seen_before_saving_a_draft(editor, other):
    post = make_post(published_at=None)
    mine = open_desk(editor, desk_of(post)) | {"body": "Half-finished."}
    write(other, desk_of(post), button="publish")
    press(editor, desk_of(post), mine)
    post.refresh_from_db()
    assert "Half-finished" not in post.body


def test_text_that_was_trashed_meanwhile_is_not_saved_over(editor, other):
    post = make_post(published_at=None, body="One.")
    form = open_desk(editor, desk_of(post)) | {"body": "Mine."}
    Post.objects.filter(pk=post.pk).update(trashed_at=timezone.now())
    page = press(editor, desk_of(post), form).content.decode()
    assert read(page)["body"] == "Mine."
    post.refresh_from_db()
    assert (post.body, bool(post.trashed_at)) == ("One.", True)


def test_text_that_came_due_is_not_saved_as_if_still_scheduled(editor, reader):
    post = make_post(published_at=timezone.now() + timedelta(days=1), body="One.")
    form = open_desk(editor, desk_of(post)) | {"body": "Half-written"}
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        page = press(editor, desk_of(post), form).content.decode()
        assert "its state has changed to “published”" in page
        assert (
            "Half-written" not in reader.get(post.get_absolute_url()).content.decode()
        )
        press(editor, desk_of(post), read(page))
        assert "Half-written" in reader.get(post.get_absolute_url()).content.decode()


def test_ones_own_autosaves_raise_no_alarm(editor):
    post = make_post()
    form = open_desk(editor, desk_of(post))
    for number in range(3):
        form |= {"body": f"Typing {number}", "sequence": str(number + 1)}
        autosave(editor, post, **form)
    press(editor, desk_of(post), form)
    post.refresh_from_db()
    assert post.body == "Typing 2"


def test_sending_a_form_twice_raises_no_alarm(editor):
    post = make_post()
    form = open_desk(editor, desk_of(post)) | {"body": "Twice."}
    press(editor, desk_of(post), form)
    page = press(editor, desk_of(post), form).content.decode()
    assert "Two people" not in page


def test_new_text_whose_answer_was_lost_is_not_made_twice(editor):
    editor.get(ADD)
    form = open_desk(editor, ADD) | {"title": "Once", "body": "Words."}
    press(editor, ADD, form)
    page = press(editor, ADD, form)
    [post] = Post.objects.all()
    assert page.redirect_chain[-1][0] == desk_of(post)
    page = press(editor, ADD, form | {"body": "Other words."})
    assert "Two people changed this text" in page.content.decode()
    assert Post.objects.get().body == "Words."


def test_form_sent_twice_is_one_text(editor):
    form = open_desk(editor, ADD) | {"title": "Once", "body": "Words."}
    press(editor, ADD, form)
    press(editor, ADD, form)
    assert Post.objects.count() == 1


def test_text_that_came_due_meanwhile_is_no_conflict(editor):
    post = make_post(published_at=timezone.now() + timedelta(seconds=1))
    form = open_desk(editor, desk_of(post))
    Post.objects.filter(pk=post.pk).update(modified=timezone.now())
    page = press(editor, desk_of(post), form).content.decode()
    assert "Two people" not in page
