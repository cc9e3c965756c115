"""What was kept and never saved is offered again: whatever it is, and none is lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from posts.admin.desk import recovery as recoverable
from posts.models import Autosave, Revision
from tests.support.desk_form import ADD, desk_of, keep, open_desk, press, read, write
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
def test_what_is_no_valid_value_is_offered_as_typed(editor, name):
    post = make_post(slug="a")
    form = open_desk(editor, desk_of(post)) | {name: NEVER_READ[name], "sequence": "1"}
    keep(editor, post, **form)
    page = editor.get(desk_of(post)).content.decode()
    assert NEVER_READ[name] in page.split("desk-panes")[0]
    again = editor.get(f"{desk_of(post)}?autosave={form['session']}").content.decode()
    assert read(again)[name] == NEVER_READ[name]


def test_names_beside_one_that_is_too_long_are_offered(editor):
    post = make_post(authors=("Ada",))
    form = open_desk(editor, desk_of(post))
    form |= {"byline": "Ada\nBob\n" + "x" * 300, "sequence": "1"}
    keep(editor, post, **form)
    assert "Bob" in editor.get(desk_of(post)).content.decode().split("desk-panes")[0]


def test_what_was_typed_and_taken_back_is_offered_no_more(editor):
    post = make_post(body="One.\nTwo.", tags=("a", "b"), authors=("Ada", "Bob"))
    form = open_desk(editor, desk_of(post)) | {"sequence": "1"}
    # As a browser sends line breaks, and with blanks that saving would remove.
    form |= {"body": "One.\r\nTwo.", "tags": "b, a", "byline": "Ada\r\nBob \r\n"}
    keep(editor, post, **form)
    assert "Put it aside" not in editor.get(desk_of(post)).content.decode()
    assert not Autosave.objects.exists()


@pytest.mark.parametrize("value", ["2024-05-01", "20240503", "2024-05-01-12", "2024"])
def test_texts_that_look_like_dates_are_texts(editor, value):
    form = open_desk(editor, ADD) | {"title": value, "slug": value, "body": "Words."}
    keep(editor, **form | {"sequence": "1"})
    assert value in editor.get(ADD).content.decode().split("desk-panes")[0]
    post = make_post(slug="a")
    write(editor, desk_of(post), slug=value)
    number = Revision.objects.of(post).first().number
    for path in ("", "compare/", f"{number}/"):
        page = editor.get(f"/admin/posts/post/{post.pk}/history/{path}")
        assert page.status_code == 200


def test_colliding_address_that_looks_like_a_date_is_shown(editor):
    post = make_post(slug="a")
    form = open_desk(editor, desk_of(post))
    write(editor, desk_of(post), slug="20240501")
    page = press(editor, desk_of(post), form | {"slug": "20240503"}).content.decode()
    assert "has saved this text since" in page
    assert "20240501" in page


def test_copy_that_nobody_can_compare_keeps_nobody_from_the_desk(
    editor, monkeypatch, caplog
):
    post = make_post()
    form = open_desk(editor, desk_of(post)) | {"body": "New.", "sequence": "1"}
    keep(editor, post, **form)

    def fail(*_):
        raise ValueError

    monkeypatch.setattr("posts.admin.desk.recovery.differences", fail)
    page = editor.get(desk_of(post)).content.decode()
    assert "How it differs cannot be shown." in page
    assert f"?autosave={form['session']}" in page
    assert "cannot be compared" in caplog.text


def test_nobody_drops_what_another_has_kept(editor, other):
    post = make_post()
    theirs = open_desk(other, desk_of(post)) | {"body": "Theirs.", "sequence": "1"}
    keep(other, post, **theirs)
    mine = open_desk(editor, desk_of(post)) | {"session": theirs["session"]}
    press(editor, desk_of(post), mine | {"body": "Mine."})
    post.refresh_from_db()
    assert post.body == "Mine."
    assert "Theirs" in other.get(desk_of(post)).content.decode()
    assert keep(other, post, **theirs | {"body": "More.", "sequence": "2"}) == "stored"


def test_copies_past_all_use_go_with_the_next_save(editor):
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
    assert {kept.pk for kept in stay} == {kept.pk for kept in Autosave.objects.all()}


def test_looking_at_a_text_without_the_right_to_change_it_drops_nothing(editor):
    post = make_post(body="Old.")
    form = open_desk(editor, desk_of(post)) | {"body": "Precious.", "sequence": "1"}
    keep(editor, post, **form)
    user = User.objects.get(username="editor")
    user.is_superuser = False
    user.save()
    rights = ["view_post", "change_others_posts"]
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    page = editor.get(desk_of(post)).content.decode()
    assert "How it differs cannot be shown." in page
    copied = editor.get(f"{desk_of(post)}?autosave={form['session']}").content.decode()
    assert "Precious." in copied


def test_what_a_refused_page_holds_is_not_offered_on_it(editor, other):
    post = make_post(body="One.", published_at=None)
    form = open_desk(editor, desk_of(post)) | {"body": "Mine.", "sequence": "7"}
    keep(editor, post, **form)
    write(other, desk_of(post), body="Theirs.")
    page = press(editor, desk_of(post), form).content.decode()
    assert "has saved this text since" in page
    assert "Not saved: what you typed" not in page
    # What was typed elsewhere meanwhile is not on that page.
    keep(editor, post, **form | {"body": "Mine, and more.", "sequence": "8"})
    page = press(editor, desk_of(post), form).content.decode()
    assert "Not saved: what you typed" in page


def test_copy_that_grows_while_it_is_compared_stays(editor, monkeypatch):
    post = make_post(body="One.")
    form = open_desk(editor, desk_of(post)) | {"sequence": "1"}
    keep(editor, post, **form)
    compare = recoverable.differences

    def type_on(*states):
        keep(editor, post, **form | {"body": "Two.", "sequence": "2"})
        return compare(*states)

    monkeypatch.setattr(recoverable, "differences", type_on)
    editor.get(desk_of(post))
    assert Autosave.objects.get().sequence == 2
