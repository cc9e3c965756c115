"""Resuming: words that cannot be saved come through a sign-in, or are shown to copy."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone
from lxml import html

from posts.models import Autosave, Post
from tests.support.desk_form import ADD, autosave, desk_of, open_desk, press, read
from tests.support.factories import make_post

pytestmark = pytest.mark.django_db

MINE = {"title": "Mine & <b>", "body": "<b>My</b> words.\n\n& more.", "tags": "mine"}


def named(*codenames: str):
    return Permission.objects.filter(codename__in=codenames)


def member(name: str, *permissions: str) -> User:
    """Return an account of the staff; its name is its password."""
    user = User.objects.create_user(name, password=name, is_staff=True)
    user.user_permissions.set(named(*permissions))
    return user


@pytest.fixture
def corrector(db) -> Client:
    """Somebody who may change every post, and begin none."""
    client = Client()
    client.force_login(member("corrector", "change_post", "change_others_posts"))
    return client


def sign_in_again(client: Client, name: str, page, *, password: str = ""):
    """Fill in the page for signing in, which brings along an unsent form."""
    forms = html.fromstring(page.content.decode()).forms
    [login] = [form for form in forms if "username" in form.fields]
    assert login.action == "/admin/login/"
    typed = {"username": name, "password": password or name}
    return client.post(login.action, dict(login.form_values()) | typed, follow=True)


def shown(response) -> dict[str, str]:
    """Return the words that a page shows to be copied."""
    assert response.status_code == 200
    assert "Here is everything that you typed" in response.content.decode()
    page = html.document_fromstring(response.content.decode())
    return {area.get("aria-label"): area.text for area in page.iterfind(".//pre")}


def to_be_copied(response) -> bool:
    words = shown(response)
    return [words[name] for name in ("Title", "Text", "Tags")] == list(MINE.values())


def delete(post: Post) -> None:
    post.delete()


def put_out_of_reach(post: Post) -> None:
    for user in User.objects.all():
        user.user_permissions.remove(*named("change_others_posts", "change_post"))


def test_save_without_a_login_leads_through_it_and_back(editor, editor_user):
    post = make_post(body="Old words.")
    form = open_desk(editor, desk_of(post)) | {"body": 'New <words> & "more".'}
    editor.logout()
    page = press(editor, desk_of(post), form)
    assert page.status_code == 200
    page = sign_in_again(editor, "editor", page, password="wrong")
    page = sign_in_again(editor, "editor", page).content.decode()
    assert read(page)["body"] == form["body"]
    assert "Here is every word of it" in page
    post.refresh_from_db()
    assert post.body == "Old words."
    press(editor, desk_of(post), read(page))
    post.refresh_from_db()
    assert post.body == form["body"]


def test_words_for_a_text_one_may_not_change_begin_a_new_one(editor, db):
    post = make_post()
    form = open_desk(editor, desk_of(post)) | {"body": "New words."}
    editor.logout()
    page = press(editor, desk_of(post), form)
    member("author", "add_post", "change_post", "view_post")
    response = sign_in_again(editor, "author", page)
    assert response.redirect_chain[-1][0].startswith(f"{ADD}?autosave=")
    assert read(response.content.decode())["body"] == "New words."


def test_stale_token_costs_no_word(editor_user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor_user)
    post = make_post(body="Old words.")
    form = open_desk(client, desk_of(post)) | {"body": "New words."}
    client.cookies.pop("csrftoken")
    ours = {"Sec-Fetch-Site": "same-origin"}
    page = client.post(desk_of(post), form | {"_save": ""}, headers=ours, follow=True)
    assert read(page.content.decode())["body"] == "New words."
    post.refresh_from_db()
    assert post.body == "Old words."
    foreign = {"Sec-Fetch-Site": "cross-site"}
    client.cookies.pop("csrftoken", None)
    answer = client.post(desk_of(post), form | {"_save": ""}, headers=foreign)
    assert answer.status_code == 403
    assert Autosave.objects.count() == 1


@pytest.mark.parametrize("happen", [delete, put_out_of_reach])
@pytest.mark.parametrize("permissions", [[], ["view_post"]])
def test_words_that_can_no_longer_be_saved_are_shown(corrector, happen, permissions):
    User.objects.get().user_permissions.add(*named(*permissions))
    post = make_post()
    form = open_desk(corrector, desk_of(post)) | MINE
    happen(post)
    assert to_be_copied(press(corrector, desk_of(post), form))
    assert to_be_copied(press(corrector, ADD, form))
    headers = {"Accept": "application/json"}
    in_place = corrector.post(desk_of(post), form, headers=headers)
    assert in_place.status_code == 409


def test_words_for_a_text_that_was_deleted_begin_a_new_one(editor):
    post = make_post(published_at=None)
    form = open_desk(editor, desk_of(post)) | {"body": "Mine."}
    Post.objects.all().delete()
    response = press(editor, desk_of(post), form)
    assert response.redirect_chain[-1][0].startswith(f"{ADD}?autosave=")
    assert read(response.content.decode())["body"] == "Mine."


@pytest.mark.parametrize("path", ["desk", "add"])
@pytest.mark.parametrize("happen", [delete, put_out_of_reach, lambda post: None])
def test_words_resumed_by_who_may_not_save_them_are_shown(
    editor, corrector, happen, path
):
    post = make_post()
    address = ADD if path == "add" else desk_of(post)
    form = open_desk(editor, address) | MINE
    member("viewer", "view_post")
    editor.logout()
    page = press(editor, address, form)
    happen(post)
    response = sign_in_again(editor, "viewer", page)
    assert to_be_copied(response)
    assert "save it again" not in response.content.decode()


def test_words_resumed_by_who_may_only_change_come_back_to_their_text(corrector):
    post = make_post(body="Old words.")
    form = open_desk(corrector, desk_of(post)) | MINE
    corrector.logout()
    page = sign_in_again(corrector, "corrector", press(corrector, desk_of(post), form))
    assert read(page.content.decode())["body"] == MINE["body"]


def test_words_resumed_in_a_text_that_was_trashed_are_shown(corrector):
    post = make_post(published_at=None)
    form = open_desk(corrector, desk_of(post)) | MINE
    Post.objects.update(trashed_at=timezone.now())
    corrector.logout()
    page = sign_in_again(corrector, "corrector", press(corrector, desk_of(post), form))
    assert read(page.content.decode())["body"] == MINE["body"]
    for words in ("This text is in the trash", "A text in the trash cannot be saved"):
        assert words in page.content.decode()
    post.refresh_from_db()
    assert post.trashed_at


def test_author_who_is_no_longer_named_begins_a_new_text_with_the_words(editor):
    user = member("author", "add_post", "change_post")
    author = Client()
    author.force_login(user)
    post = make_post(owner=user)
    form = open_desk(author, desk_of(post)) | MINE
    Post.objects.update(owner=None)
    response = press(author, desk_of(post), form)
    assert response.redirect_chain[-1][0].startswith(f"{ADD}?autosave=")
    assert read(response.content.decode())["body"] == MINE["body"]
    assert "your account may not change it" in response.content.decode()


def test_words_of_others_are_not_shown_to_be_copied(editor, corrector):
    form = open_desk(editor, ADD) | MINE
    autosave(editor, **form)
    assert corrector.get(f"{ADD}?autosave={form['session']}").status_code == 403


def resume(client: Client, address: str, unsent: str, name: str = "editor"):
    """Sign in with a form that was not sent; return the page that follows."""
    data = {"username": name, "password": name, "next": address, "unsent": unsent}
    return client.post("/admin/login/", data, follow=True)


@pytest.mark.parametrize("odd", [{"age": "abc"}, {"age": "9" * 30}, {"session": "x"}])
def test_form_with_an_odd_part_is_resumed(editor, odd):
    post = make_post()
    form = open_desk(editor, desk_of(post)) | {"body": "New words."} | odd
    editor.logout()
    page = sign_in_again(editor, "editor", press(editor, desk_of(post), form))
    assert read(page.content.decode())["body"] == "New words."


def test_stale_token_with_an_odd_age_costs_no_word(editor_user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor_user)
    form = open_desk(client, ADD) | {"body": "New words.", "age": "abc"}
    client.cookies.pop("csrftoken")
    page = client.post(
        ADD, form, headers={"Sec-Fetch-Site": "same-origin"}, follow=True
    )
    assert read(page.content.decode())["body"] == "New words."


@pytest.mark.parametrize("unsent", ["x=&" * 1_500, "x=&" * 999 + "x=", "&"])
def test_what_is_no_form_does_not_prevent_signing_in(reader, editor_user, unsent):
    address = desk_of(make_post(body="Stored."))
    response = resume(reader, address, unsent)
    assert response.redirect_chain == [(address, 302)]
    assert read(response.content.decode())["body"] == "Stored."
    assert "The form could not be read" in response.content.decode()
    assert not Autosave.objects.exists()


def test_who_may_not_write_and_sends_nothing_has_no_autosave(reader):
    reader.force_login(member("viewer", "view_post"))
    response = reader.post(desk_of(make_post()), follow=True)
    assert response.redirect_chain == [("/admin/", 302)]
    assert "your account may not change it" in response.content.decode()
    assert not Autosave.objects.exists()


def test_as_many_fields_as_are_autosaved_are_read_again(reader, editor_user):
    response = resume(reader, ADD, "body=Words&" + "&".join(["x="] * 998))
    assert read(response.content.decode())["body"] == "Words"
    assert reader.get(ADD).status_code == 200


def test_who_may_not_save_words_has_a_row_for_them_alone(reader):
    member("viewer", "view_post")
    sessions = "+".join(str(uuid4()) for _ in range(9))
    response = resume(reader, ADD, f"body=Words&after={sessions}", "viewer")
    assert shown(response)["Text"] == "Words"
    assert Autosave.objects.count() == 1
