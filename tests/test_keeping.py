"""What is typed is kept: on the server, for its author, and never for the public."""

import json
import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone
from lxml.html import document_fromstring

from posts.models import KeptText, Post, Revision

from .factories import make_page, make_post
from .filling import ADD, desk_of, open_desk, press, read, write

pytestmark = pytest.mark.django_db


def keep(client, article=None, model="post", status=200, **fields) -> str:
    """Send what is typed as the desk does; return what the server says of it."""
    key = f"&object={article.pk}" if article else ""
    response = client.post(f"/admin/markdown/keep/?model={model}{key}", fields)
    assert response.status_code == status, response.content
    return json.loads(response.content)["state"] if status == 200 else ""


def test_kept_text_is_offered_with_its_difference(editor):
    post = make_post(body="Old words.")
    form = open_desk(editor, desk_of(post)) | {"body": "New words.", "sequence": "1"}
    assert keep(editor, post, **form) == "kept"
    page = editor.get(desk_of(post)).content.decode()
    assert "Not saved: what you typed" in page
    assert "<ins" in page
    assert "New" in page
    assert read(page)["body"] == "Old words."
    again = editor.get(f"{desk_of(post)}?kept={form['sitting']}").content.decode()
    assert read(again)["body"] == "New words."
    assert "It is not saved yet." in again


def test_kept_text_of_a_new_post_is_offered(editor):
    form = open_desk(editor, ADD)
    form |= {"title": "Begun", "body": "New words.", "tags": "a, b", "byline": "Ada"}
    keep(editor, **form)
    page = editor.get(ADD).content.decode()
    assert "“Begun”" in page
    again = read(editor.get(f"{ADD}?kept={form['sitting']}").content.decode())
    for name in ("title", "body", "tags", "byline"):
        assert again[name] == form[name]


def test_what_is_not_valid_is_kept_as_typed(editor):
    form = open_desk(editor, ADD)
    form |= {"title": "", "slug": "no/slug", "published_at": "soon", "body": "W."}
    keep(editor, **form)
    again = read(editor.get(f"{ADD}?kept={form['sitting']}").content.decode())
    assert (again["slug"], again["published_at"]) == ("no/slug", "soon")


def test_older_copy_never_replaces_a_newer(editor):
    form = open_desk(editor, ADD)
    assert keep(editor, **form | {"body": "second", "sequence": "2"}) == "kept"
    assert keep(editor, **form | {"body": "first", "sequence": "1"}) == "older"
    again = read(editor.get(f"{ADD}?kept={form['sitting']}").content.decode())
    assert again["body"] == "second"


def test_sitting_is_one_row_however_often_it_is_kept(editor):
    form = open_desk(editor, ADD)
    for number in range(20):
        keep(editor, **form | {"body": f"{number}", "sequence": str(number + 1)})
    assert KeptText.objects.count() == 1
    assert not Post.objects.exists()
    assert not Revision.objects.exists()


def test_saving_settles_what_was_kept(editor):
    form = open_desk(editor, ADD) | {"title": "Saved", "body": "Words."}
    keep(editor, **form | {"sequence": "1"})
    press(editor, ADD, form)
    assert not KeptText.objects.exists()
    assert keep(editor, **form | {"sequence": "2"}) == "settled"
    assert not KeptText.objects.exists()
    assert "Not saved" not in editor.get(ADD).content.decode()


def test_refused_save_keeps_every_word(editor):
    form = open_desk(editor, ADD)
    form |= {"title": "", "body": "Precious.", "tags": "x, y", "slug": "no/slug"}
    page = press(editor, ADD, form).content.decode()
    assert "Every word is still here." in page
    shown = read(page)
    for name in ("body", "tags", "slug", "version"):
        assert shown.get(name) == form.get(name)


def test_putting_aside_ends_the_offer_and_stays_in_the_history(editor):
    post = make_post()
    form = open_desk(editor, desk_of(post)) | {"body": "Other words."}
    keep(editor, post, **form)
    settle = f"/admin/markdown/settle/?model=post&object={post.pk}"
    page = editor.post(settle, {"sitting": form["sitting"]}, follow=True)
    assert "Put aside" in page.content.decode()
    assert "Not saved: what you typed" not in page.content.decode()
    assert KeptText.objects.get().settled
    assert keep(editor, post, **form | {"sequence": "9"}) == "settled"


def test_copies_without_a_difference_hide_none_that_has_one(editor):
    post = make_post()
    form = open_desk(editor, desk_of(post))
    keep(editor, post, **form | {"body": "Different."})
    for _ in range(4):
        keep(editor, post, **open_desk(editor, desk_of(post)))
    page = editor.get(desk_of(post)).content.decode()
    assert page.count("Not saved: what you typed") == 1
    assert f"?kept={form['sitting']}" in page


def test_copy_that_comes_late_is_offered_with_the_time_it_was_typed(editor):
    post = make_post()
    form = open_desk(editor, desk_of(post)) | {"body": "Early."}
    keep(editor, post, **form, age=str(3 * 60 * 60 * 1000))
    age = timezone.now() - KeptText.objects.get().at
    assert timedelta(hours=2) < age < timedelta(hours=4)
    keep(editor, post, status=400, **form, age="soon")


def test_nonsense_is_refused_by_a_sentence(editor):
    keep(editor, status=400, sitting="x", body="y")
    keep(editor, status=400, sitting=str(uuid4()), sequence="x")
    settle = "/admin/markdown/settle/?model=post"
    assert editor.post(settle, {"sitting": "x"}).status_code == 400
    assert editor.get(f"{ADD}?kept=x").status_code == 200
    assert editor.get(f"{ADD}?kept={uuid4()}").status_code == 200


def test_what_another_typed_is_not_shown_nor_overwritten(editor, other):
    post = make_post()
    form = open_desk(editor, desk_of(post)) | {"body": "Mine alone.", "sequence": "1"}
    keep(editor, post, **form)
    page = other.get(f"{desk_of(post)}?kept={form['sitting']}").content.decode()
    assert "Mine alone." not in page
    keep(other, post, status=403, **form | {"body": "Theirs.", "sequence": "5"})
    settle = f"/admin/markdown/settle/?model=post&object={post.pk}"
    other.post(settle, {"sitting": form["sitting"]})
    assert not KeptText.objects.get().settled


def test_others_at_work_are_named(editor, other):
    post = make_post()
    keep(editor, post, **open_desk(editor, desk_of(post)) | {"body": "Mine."})
    assert "editor has this text open" in other.get(desk_of(post)).content.decode()
    assert "has this text open" not in editor.get(desk_of(post)).content.decode()


@pytest.mark.parametrize("make", [make_post, make_page])
def test_kept_copy_of_a_public_text_is_never_public(editor, reader, make):
    article = make(body="Open words.")
    model = article._meta.model_name
    form = open_desk(editor, desk_of(article)) | {
        "body": "Zanzibar",
        "title": "Zanzibar",
    }
    version = reader.get("/atom.xml")["ETag"]
    assert keep(editor, article, model, **form) == "kept"
    paths = ["/", "/rss.xml", "/atom.xml", "/feed.json", "/archive/", "/sitemap.xml"]
    for path in [*paths, article.get_absolute_url()]:
        assert "Zanzibar" not in reader.get(path).content.decode()
    assert reader.get("/atom.xml")["ETag"] == version


# Two windows with one kept text


def go_on(client, article, sitting: str, body: str = "") -> dict[str, str]:
    """Go on with what a sitting has kept, as one more window; return its form."""
    form = open_desk(client, f"{desk_of(article)}?kept={sitting}")
    return form | {"sequence": "1"} | ({"body": body} if body else {})


def offered(client, path: str) -> set[str]:
    """Return the sittings whose words a desk offers."""
    page = client.get(path).content.decode()
    return set(re.findall(r"\?kept=([0-9a-f-]{36})", page))


def bodies(client, article) -> set[str]:
    """Return the texts that somebody would find by going on with each offer."""
    sittings = offered(client, desk_of(article))
    return {go_on(client, article, sitting)["body"] for sitting in sittings}


@pytest.fixture
def kept(editor) -> tuple[Post, dict[str, str]]:
    """A post, and a form of it that was kept and never saved."""
    post = make_post(body="Stored.")
    form = open_desk(editor, desk_of(post)) | {"body": "Kept.", "sequence": "100"}
    keep(editor, post, **form)
    return post, form


def test_windows_that_go_on_with_the_same_words_keep_each_its_own(editor, kept):
    post, form = kept
    first = go_on(editor, post, form["sitting"], "First.")
    second = go_on(editor, post, form["sitting"], "Second.")
    for number, window in enumerate([first, second, first, second]):
        assert keep(editor, post, **window | {"sequence": str(number + 1)}) == "kept"
    assert bodies(editor, post) == {"First.", "Second."}


def test_words_are_offered_until_somebody_has_gone_on_with_them(editor, kept):
    post, form = kept
    window = go_on(editor, post, form["sitting"], "Kept, and more.")
    assert offered(editor, desk_of(post)) == {form["sitting"]}
    keep(editor, post, **window)
    assert offered(editor, desk_of(post)) == {window["sitting"]}
    page = editor.get(f"{desk_of(post)}?kept={form['sitting']}").content.decode()
    assert read(page)["body"] == "Stored."
    assert f"?kept={window['sitting']}" in page
    history = editor.get(f"/admin/posts/post/{post.pk}/history/").content.decode()
    assert history.count("Unsaved text") == 1


def test_saving_ends_the_offer_of_what_it_went_on_with(editor, kept):
    post, form = kept
    window = go_on(editor, post, form["sitting"])
    press(editor, desk_of(post), window)
    assert not offered(editor, desk_of(post))
    assert keep(editor, post, **form) == "older"
    assert not offered(editor, desk_of(post))
    post.refresh_from_db()
    assert post.body == "Kept."


@pytest.mark.parametrize("is_saved", [False, True])
def test_words_typed_elsewhere_meanwhile_are_offered_still(editor, kept, is_saved):
    post, form = kept
    window = go_on(editor, post, form["sitting"], "Gone on.")
    keep(editor, post, **form | {"body": "Typed meanwhile.", "sequence": "101"})
    if is_saved:
        press(editor, desk_of(post), window)
        assert bodies(editor, post) == {"Typed meanwhile."}
    else:
        keep(editor, post, **window)
        assert bodies(editor, post) == {"Typed meanwhile.", "Gone on."}


def test_words_that_a_browser_had_more_are_kept_when_it_comes_back(editor, kept):
    post, form = kept
    press(editor, desk_of(post), go_on(editor, post, form["sitting"]))
    late = form | {"body": "Kept, and more.", "sequence": "101", "age": "60000"}
    assert keep(editor, post, **late) == "kept"
    assert bodies(editor, post) == {"Kept, and more."}


def test_words_put_aside_stay_in_the_history_when_taken_back(editor, kept):
    post, form = kept
    settle = f"/admin/markdown/settle/?model=post&object={post.pk}"
    editor.post(settle, {"sitting": form["sitting"]})
    window = go_on(editor, post, form["sitting"], "Taken back.")
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
    assert keep(editor, post, **mine) == "kept"
    assert bodies(editor, post) == {"Kept.", "Mine."}
    assert press(editor, desk_of(post), mine).status_code == 200


def test_nobody_takes_over_what_another_has_kept(editor, other, kept):
    post, form = kept
    theirs = open_desk(other, desk_of(post)) | {"body": "Theirs."}
    keep(other, post, **theirs | {"continues": f"{form['sitting']} 100"})
    assert bodies(editor, post) == {"Kept."}


# Signing in between


def test_save_without_a_login_leads_through_it_and_back(editor, editor_user):
    post = make_post(body="Old words.")
    form = open_desk(editor, desk_of(post)) | {"body": 'New <words> & "more".'}
    editor.logout()
    page = press(editor, desk_of(post), form)
    assert page.status_code == 200
    [login] = [f for f in _forms(page) if "username" in f.fields]
    assert login.action == "/admin/login/"
    data = {**dict(login.form_values()), "username": "editor", "password": "wrong"}
    page = editor.post(login.action, data, follow=True)
    [login] = [f for f in _forms(page) if "username" in f.fields]
    data = {**dict(login.form_values()), "username": "editor", "password": "editor"}
    page = editor.post(login.action, data, follow=True).content.decode()
    assert read(page)["body"] == form["body"]
    assert "Here is every word of it" in page
    post.refresh_from_db()
    assert post.body == "Old words."
    press(editor, desk_of(post), read(page))
    post.refresh_from_db()
    assert post.body == form["body"]


def _forms(response):
    from lxml import html

    return html.fromstring(response.content.decode()).forms


def test_carried_text_of_a_text_one_may_not_change_becomes_a_new_one(editor, db):
    post = make_post()
    form = open_desk(editor, desk_of(post)) | {"body": "New words."}
    editor.logout()
    page = press(editor, desk_of(post), form)
    [login] = [f for f in _forms(page) if "username" in f.fields]
    from django.contrib.auth.models import Permission

    author = User.objects.create_user("author", password="author", is_staff=True)
    names = ["add_post", "change_post", "view_post"]
    author.user_permissions.set(Permission.objects.filter(codename__in=names))
    data = {**dict(login.form_values()), "username": "author", "password": "author"}
    response = editor.post(login.action, data, follow=True)
    assert response.redirect_chain[-1][0].startswith(f"{ADD}?kept=")
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
    assert KeptText.objects.count() == 1


# Words that nobody may save any more


MINE = {"title": "Mine & <b>", "body": "<b>My</b> words.\n\n& more.", "tags": "mine"}


def member(name: str, *permissions: str) -> User:
    """Return an account of the staff with these permissions, and its password."""
    user = User.objects.create_user(name, password=name, is_staff=True)
    found = Permission.objects.filter(content_type__app_label="posts")
    user.user_permissions.set(found.filter(codename__in=permissions))
    return user


@pytest.fixture
def corrector(db) -> Client:
    """Somebody who may change every post, and begin none."""
    client = Client()
    client.force_login(member("corrector", "change_post", "change_others_posts"))
    return client


def sign_in_again(client: Client, name: str, page):
    """Fill in the page for signing in, on which something is carried."""
    [login] = [form for form in _forms(page) if "username" in form.fields]
    data = dict(login.form_values()) | {"username": name, "password": name}
    return client.post(login.action, data, follow=True)


def shown(response) -> dict[str, str]:
    """Return the words that a page shows to be copied."""
    assert response.status_code == 200
    assert "Here is every word" in response.content.decode()
    page = document_fromstring(response.content.decode())
    return {area.get("aria-label"): area.text for area in page.iterfind(".//pre")}


def to_be_copied(response) -> bool:
    words = shown(response)
    return [words[name] for name in ("Title", "Text", "Tags")] == list(MINE.values())


def delete(post: Post) -> None:
    post.delete()


def put_out_of_reach(post: Post) -> None:
    for user in User.objects.all():
        user.user_permissions.remove(*named("change_others_posts", "change_post"))


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


def named(*codenames: str):
    return Permission.objects.filter(codename__in=codenames)


@pytest.mark.parametrize("path", ["desk", "add"])
@pytest.mark.parametrize("happen", [delete, put_out_of_reach, lambda post: None])
def test_words_carried_by_who_may_not_save_them_are_shown(
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


def test_words_carried_by_who_may_only_change_come_back_to_their_text(corrector):
    post = make_post(body="Old words.")
    form = open_desk(corrector, desk_of(post)) | MINE
    corrector.logout()
    page = sign_in_again(corrector, "corrector", press(corrector, desk_of(post), form))
    assert read(page.content.decode())["body"] == MINE["body"]


def test_words_carried_to_a_text_that_was_trashed_are_shown(corrector):
    post = make_post(published_at=None)
    form = open_desk(corrector, desk_of(post)) | MINE
    Post.objects.update(trashed_at=timezone.now())
    corrector.logout()
    page = sign_in_again(corrector, "corrector", press(corrector, desk_of(post), form))
    assert read(page.content.decode())["body"] == MINE["body"]
    for words in ("This text is in the trash", "Nothing is saved in the trash"):
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
    assert response.redirect_chain[-1][0].startswith(f"{ADD}?kept=")
    assert read(response.content.decode())["body"] == MINE["body"]
    assert "your account may not write it" in response.content.decode()


def test_words_of_others_are_not_shown_to_be_copied(editor, corrector):
    form = open_desk(editor, ADD) | MINE
    keep(editor, **form)
    assert corrector.get(f"{ADD}?kept={form['sitting']}").status_code == 403


# Nobody is overwritten


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


def test_keeping_mine_alone_takes_a_second_save(editor, other):
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


def test_ones_own_autosaves_raise_no_alarm(editor):
    post = make_post()
    form = open_desk(editor, desk_of(post))
    for number in range(3):
        form |= {"body": f"Typing {number}", "sequence": str(number + 1)}
        keep(editor, post, **form)
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


def test_text_that_came_due_meanwhile_is_no_collision(editor):
    post = make_post(published_at=timezone.now() + timedelta(seconds=1))
    form = open_desk(editor, desk_of(post))
    Post.objects.filter(pk=post.pk).update(modified=timezone.now())
    page = press(editor, desk_of(post), form).content.decode()
    assert "Two people" not in page


# What a review has found


def collision_of(editor, other, post) -> dict[str, str]:
    """Return the form in which somebody is shown what another has saved meanwhile."""
    mine = open_desk(editor, desk_of(post)) | {"body": "One mine.\nTwo."}
    write(other, desk_of(post), body="One theirs.\nTwo.")
    return read(press(editor, desk_of(post), mine).content.decode())


@pytest.mark.django_db(transaction=True)
def test_merging_works_outside_a_test_s_transaction(editor, other):
    post = make_post(body="One.\nTwo.")
    shown = collision_of(editor, other, post)
    merged = press(editor, desk_of(post), shown, "merge")
    assert merged.status_code == 200
    assert read(merged.content.decode())["body"] == "One mine.\nTwo."


@pytest.mark.parametrize("answer", ["mine", "merge"])
def test_answer_to_what_is_no_longer_stored_is_asked_again(editor, other, answer):
    post = make_post(body="One.\nTwo.")
    shown = collision_of(editor, other, post)
    write(other, desk_of(post), body="One theirs.\nTwo unseen.")
    page = press(editor, desk_of(post), shown, answer).content.decode()
    assert "unseen" in page
    press(editor, desk_of(post), read(page))
    post.refresh_from_db()
    assert post.body == "One theirs.\nTwo unseen."


def test_text_that_was_trashed_meanwhile_is_not_saved_over(editor, other):
    post = make_post(published_at=None, body="One.")
    form = open_desk(editor, desk_of(post)) | {"body": "Mine."}
    Post.objects.filter(pk=post.pk).update(trashed_at=timezone.now())
    page = press(editor, desk_of(post), form).content.decode()
    assert read(page)["body"] == "Mine."
    post.refresh_from_db()
    assert (post.body, bool(post.trashed_at)) == ("One.", True)


def test_words_for_a_text_that_was_deleted_begin_a_new_one(editor):
    post = make_post(published_at=None)
    form = open_desk(editor, desk_of(post)) | {"body": "Mine."}
    Post.objects.all().delete()
    response = press(editor, desk_of(post), form)
    assert response.redirect_chain[-1][0].startswith(f"{ADD}?kept=")
    assert read(response.content.decode())["body"] == "Mine."


def test_text_that_came_due_is_not_saved_as_if_still_scheduled(editor, reader):
    post = make_post(published_at=timezone.now() + timedelta(days=1), body="One.")
    form = open_desk(editor, desk_of(post)) | {"body": "Half-written"}
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        page = press(editor, desk_of(post), form).content.decode()
        assert "is published now, unlike when you opened it" in page
        assert (
            "Half-written" not in reader.get(post.get_absolute_url()).content.decode()
        )
        press(editor, desk_of(post), read(page))
        assert "Half-written" in reader.get(post.get_absolute_url()).content.decode()


def test_form_sent_twice_is_one_text(editor):
    form = open_desk(editor, ADD) | {"title": "Once", "body": "Words."}
    press(editor, ADD, form)
    press(editor, ADD, form)
    assert Post.objects.count() == 1


def test_new_authors_whose_addresses_would_be_the_same(editor):
    write(editor, ADD, title="T", body="W.", byline="Jo x\nJo-x")
    names = [author.name for author in Post.objects.get().authors_in_order]
    assert names == ["Jo x", "Jo-x"]


def test_copy_of_one_text_is_not_taken_for_another(editor):
    post, other_post = make_post(body="One."), make_post(body="Other.")
    form = open_desk(editor, desk_of(post)) | {"body": "Mine.", "sequence": "1"}
    keep(editor, post, **form)
    keep(editor, other_post, status=400, **form | {"sequence": "2"})
    page = editor.get(f"{desk_of(other_post)}?kept={form['sitting']}").content.decode()
    assert read(page)["body"] == "Other."


def test_nonsense_in_the_desk_s_fields_is_no_fault_of_the_server(editor, reader):
    post = make_post(published_at=None)
    form = open_desk(editor, desk_of(post)) | {"version": "\0", "sequence": "1"}
    keep(editor, post, **form)
    assert press(editor, desk_of(post), form).status_code == 200
    share = f"/admin/markdown/share/?model=post&object={post.pk}"
    assert editor.post(share, {"revoke": "\0"}).status_code == 302
    assert reader.get("/drafts/%00/").status_code == 404
    many = "9" * 5000
    assert reader.post(f"/admin/posts/post/{many}/change/").status_code in {200, 302}
    page = press(editor, desk_of(post), form | {"slug": "", "title": "<!-- -->"})
    assert page.status_code == 200


def test_text_of_a_million_signs_is_saved(editor):
    body = "漢" * 999_000
    form = open_desk(editor, ADD) | {"title": "Long", "body": body}
    press(editor, ADD, form)
    assert Post.objects.get().body == body


def test_copy_without_a_difference_gives_way_and_its_sitting_goes_on(editor):
    post = make_post(body="One.")
    form = open_desk(editor, desk_of(post)) | {"sequence": "1"}
    keep(editor, post, **form)
    assert "Not saved" not in editor.get(desk_of(post)).content.decode()
    assert keep(editor, post, **form | {"body": "Two.", "sequence": "2"}) == "kept"
    assert "Not saved" in editor.get(desk_of(post)).content.decode()
