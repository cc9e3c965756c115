"""Recovery: what was autosaved and never saved comes back, with every word."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from posts.admin.desk import recovery
from posts.models import Autosave, Revision
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

NEVER_READ = {
    "note": "One paragraph more. " * 200,
    "canonical_url": "https://",
    "tags": "maths, " + "x" * 150,
    "slug": "two words",
    "published_at": "soon",
    "doi": "10.",
}


@pytest.mark.parametrize("name", NEVER_READ)
def test_invalid_value_is_recovered_as_typed(editor, name):
    post = make_post(slug="a")
    form = open_desk(editor, desk_of(post)) | {name: NEVER_READ[name], "sequence": "1"}
    autosave(editor, post, **form)
    page = editor.get(desk_of(post)).content.decode()
    assert NEVER_READ[name] in page.split("desk-panes")[0]
    again = editor.get(f"{desk_of(post)}?autosave={form['session']}").content.decode()
    assert read(again)[name] == NEVER_READ[name]


def test_names_beside_one_that_is_too_long_are_recovered(editor):
    post = make_post(authors=("Ada",))
    form = open_desk(editor, desk_of(post))
    form |= {"byline": "Ada\nBob\n" + "x" * 300, "sequence": "1"}
    autosave(editor, post, **form)
    assert "Bob" in editor.get(desk_of(post)).content.decode().split("desk-panes")[0]


def test_what_was_typed_and_taken_back_is_not_shown_for_recovery(editor):
    post = make_post(body="One.\nTwo.", tags=("a", "b"), authors=("Ada", "Bob"))
    form = open_desk(editor, desk_of(post)) | {"sequence": "1"}
    # As a browser sends line breaks, and with spaces that saving would remove.
    form |= {"body": "One.\r\nTwo.", "tags": "b, a", "byline": "Ada\r\nBob \r\n"}
    autosave(editor, post, **form)
    assert "desk-recovery" not in editor.get(desk_of(post)).content.decode()
    assert not Autosave.objects.exists()


@pytest.mark.parametrize("value", ["2024-05-01", "20240503", "2024-05-01-12", "2024"])
def test_texts_that_look_like_dates_are_texts(editor, value):
    form = open_desk(editor, ADD) | {"title": value, "slug": value, "body": "Words."}
    autosave(editor, **form | {"sequence": "1"})
    assert value in editor.get(ADD).content.decode().split("desk-panes")[0]
    post = make_post(slug="a")
    write(editor, desk_of(post), slug=value)
    number = Revision.objects.of(post).first().number
    for path in ("", "compare/", f"{number}/"):
        page = editor.get(f"/admin/posts/post/{post.pk}/history/{path}")
        assert page.status_code == 200


def test_conflicting_address_that_looks_like_a_date_is_shown(editor):
    post = make_post(slug="a")
    form = open_desk(editor, desk_of(post))
    write(editor, desk_of(post), slug="20240501")
    page = press(editor, desk_of(post), form | {"slug": "20240503"}).content.decode()
    assert "has saved this text since" in page
    assert "20240501" in page


def test_autosave_that_cannot_be_compared_does_not_close_the_desk(
    editor, monkeypatch, caplog
):
    post = make_post()
    form = open_desk(editor, desk_of(post)) | {"body": "New.", "sequence": "1"}
    autosave(editor, post, **form)

    def fail(*_):
        raise ValueError

    monkeypatch.setattr("posts.admin.desk.recovery.differences", fail)
    page = editor.get(desk_of(post)).content.decode()
    assert "The differences cannot be shown." in page
    assert f"?autosave={form['session']}" in page
    assert "cannot be compared" in caplog.text


def test_nobody_deletes_what_another_has_autosaved(editor, other):
    post = make_post()
    theirs = open_desk(other, desk_of(post)) | {"body": "Theirs.", "sequence": "1"}
    autosave(other, post, **theirs)
    mine = open_desk(editor, desk_of(post)) | {"session": theirs["session"]}
    press(editor, desk_of(post), mine | {"body": "Mine."})
    post.refresh_from_db()
    assert post.body == "Mine."
    assert "Theirs" in other.get(desk_of(post)).content.decode()
    assert (
        autosave(other, post, **theirs | {"body": "More.", "sequence": "2"}) == "stored"
    )


def test_outdated_autosaves_are_deleted_by_the_next_save(editor):
    post = make_post()
    user = User.objects.get(username="editor")
    long_ago = timezone.now() - timedelta(days=100)
    common = {"user": user, "model": "post", "at": long_ago}

    def make(**fields):
        return Autosave.objects.create(session=uuid4(), **common | fields)

    make(data="", post=post)
    make(data="title=A", discarded_at=long_ago)
    stay = [
        make(data="title=A", discarded_at=timezone.now()),
        make(data="title=A", discarded_at=long_ago, post=post),
        make(data="title=A"),
        make(data="", post=post, at=timezone.now()),
    ]
    write(editor, desk_of(post), body="New.")
    assert {row.pk for row in stay} == {row.pk for row in Autosave.objects.all()}


def test_looking_at_a_text_without_the_right_to_change_it_deletes_nothing(editor):
    post = make_post(body="Old.")
    form = open_desk(editor, desk_of(post)) | {"body": "Precious.", "sequence": "1"}
    autosave(editor, post, **form)
    user = User.objects.get(username="editor")
    user.is_superuser = False
    user.save()
    rights = ["view_post", "change_others_posts"]
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    page = editor.get(desk_of(post)).content.decode()
    assert "The differences cannot be shown." in page
    resumed = editor.get(f"{desk_of(post)}?autosave={form['session']}").content.decode()
    assert "Precious." in resumed


def test_words_on_a_refused_page_are_not_shown_for_recovery_too(editor, other):
    post = make_post(body="One.", published_at=None)
    form = open_desk(editor, desk_of(post)) | {"body": "Mine.", "sequence": "7"}
    autosave(editor, post, **form)
    write(other, desk_of(post), body="Theirs.")
    page = press(editor, desk_of(post), form).content.decode()
    assert "has saved this text since" in page
    assert "Not saved: what you typed" not in page
    # What was typed elsewhere meanwhile is not on that page.
    autosave(editor, post, **form | {"body": "Mine, and more.", "sequence": "8"})
    page = press(editor, desk_of(post), form).content.decode()
    assert "Not saved: what you typed" in page


def test_autosave_that_grows_while_it_is_compared_stays(editor, monkeypatch):
    post = make_post(body="One.")
    form = open_desk(editor, desk_of(post)) | {"sequence": "1"}
    autosave(editor, post, **form)
    compare = recovery.differences

    def type_on(*states):
        autosave(editor, post, **form | {"body": "Two.", "sequence": "2"})
        return compare(*states)

    monkeypatch.setattr(recovery, "differences", type_on)
    editor.get(desk_of(post))
    assert Autosave.objects.get().sequence == 2
