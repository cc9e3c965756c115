"""Saving at the desk: who may, what a race leaves, and pages of an earlier release."""

from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone

from posts.admin.desk.desk_admin import DeskAdmin
from posts.admin.desk.protocol import DeskState
from posts.models import Autosave, Post, Revision
from tests.support.desk_form import ADD, autosave, desk_of, open_desk, press, read
from tests.support.factories import make_post
from tests.support.saving import stored


@pytest.fixture
def beginner(db) -> Client:
    """Somebody who may add posts and look at them, and change none."""
    user = User.objects.create_user("beginner", is_staff=True)
    names = ("add_post", "view_post", "change_others_posts")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("button", ["save", "publish"])
def test_form_sent_again_changes_nothing_that_its_author_may_not_change(
    beginner, button
):
    form = open_desk(beginner, ADD) | {"title": "First", "body": "One."}
    press(beginner, ADD, form)
    again = form | {"title": "Second", "body": "Two.", "byline": "Mallory"}
    press(beginner, ADD, again, button)
    post = Post.objects.get()
    assert (post.title, post.body, post.is_draft) == ("First", "One.", True)
    assert post.authors_in_order == []
    assert Revision.objects.of(post).count() == 1
    assert "Two." in Autosave.objects.get().data.replace("+", " ")


def test_text_deleted_while_it_is_saved_is_not_made_anew(beginner, monkeypatch):
    given = Permission.objects.get(codename="change_post")
    user = User.objects.get(username="beginner")
    user.user_permissions.add(given)
    user.user_permissions.remove(Permission.objects.get(codename="add_post"))
    post = make_post(body="Old.", published_at=None)
    form = open_desk(beginner, desk_of(post)) | {"body": "New words."}
    delete = staticmethod(lambda data: Post.objects.all().delete())
    monkeypatch.setattr(DeskAdmin, "_render_ahead", delete)
    page = press(beginner, desk_of(post), form).content.decode()
    assert not Post.objects.exists()
    assert "New words." in page


def test_date_that_passes_while_it_is_saved_is_refused(editor, monkeypatch):
    post = make_post(published_at=None)
    with time_machine.travel(timezone.now()) as clock:
        soon = timezone.localtime() + timedelta(seconds=5)
        form = open_desk(editor, desk_of(post))
        form |= {"published_at": f"{soon:%Y-%m-%dT%H:%M:%S}", "body": "Late words."}
        refuse = DeskAdmin._refuse

        def find_nothing_and_take_a_minute(form, user):
            conflict = refuse(form, user)
            clock.shift(60)
            return conflict

        slowly = staticmethod(find_nothing_and_take_a_minute)
        monkeypatch.setattr(DeskAdmin, "_refuse", slowly)
        page = press(editor, desk_of(post), form, "schedule")
    assert page.status_code == 200
    assert "This date has passed" in page.content.decode()
    assert "Late words." in page.content.decode()
    assert stored(post).is_draft


def test_page_that_was_refused_bears_the_name_of_its_text(editor):
    post = make_post(title="A name")
    form = open_desk(editor, desk_of(post)) | {"slug": "Not an address"}
    page = press(editor, desk_of(post), form).content.decode()
    assert "<title>Error: A name" in page


def test_history_answers_head(editor):
    address = f"/admin/posts/post/{make_post().pk}/history/"
    assert editor.head(address).status_code == 200


# Pages of release 0.2.0 that were open during the update


def as_in_0_2_0(form: dict[str, str]) -> dict[str, str]:
    names = {"session": "sitting", "base_digest": "version"}
    return {names.get(name, name): value for name, value in form.items()}


def test_earlier_page_saves_without_a_conflict(editor):
    post = make_post(body="Old.")
    form = as_in_0_2_0(open_desk(editor, desk_of(post))) | {"body": "New."}
    press(editor, desk_of(post), form)
    assert stored(post).body == "New."
    assert str(Revision.objects.of(post).first().session) == form["sitting"]


def test_new_text_of_an_earlier_page_is_one_text(editor):
    form = as_in_0_2_0(open_desk(editor, ADD)) | {"title": "Once", "body": "One."}
    press(editor, ADD, form)
    press(editor, ADD, form | {"body": "Two."})
    assert Post.objects.count() == 1


def test_autosave_is_found_by_an_earlier_address(editor):
    post = make_post(body="Old.")
    form = open_desk(editor, desk_of(post)) | {"body": "New.", "sequence": "1"}
    autosave(editor, post, **form)
    page = editor.get(f"{desk_of(post)}?kept={form['session']}").content.decode()
    assert read(page)["body"] == "New."


def test_earlier_sign_in_page_brings_its_words(reader, editor_user):
    editor_user.set_password("pass")
    editor_user.save()
    post = make_post(body="Old.")
    sent = {"username": "editor", "password": "pass", "next": desk_of(post)}
    sent["carried"] = urlencode({"sitting": str(uuid4()), "body": "New words."})
    page = reader.post("/admin/login/", sent, follow=True).content.decode()
    assert read(page)["body"] == "New words."


def test_state_names_a_page_of_today_first():
    new, old = str(uuid4()), str(uuid4())
    assert str(DeskState.read({"session": new, "sitting": old}).session) == new
