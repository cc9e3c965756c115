"""Autosaving: what is typed is on the server, for its author, never for the public."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from posts.models import Autosave, Post, Revision
from tests.support.desk_form import ADD, autosave, desk_of, open_desk, press, read
from tests.support.factories import make_page, make_post

pytestmark = pytest.mark.django_db


def test_autosave_can_be_recovered_and_shows_how_it_differs(editor):
    post = make_post(body="Old words.")
    form = open_desk(editor, desk_of(post)) | {"body": "New words.", "sequence": "1"}
    assert autosave(editor, post, **form) == "stored"
    page = editor.get(desk_of(post)).content.decode()
    assert "Not saved: what you typed" in page
    assert "<ins" in page
    assert "New" in page
    assert read(page)["body"] == "Old words."
    again = editor.get(f"{desk_of(post)}?autosave={form['session']}").content.decode()
    assert read(again)["body"] == "New words."
    assert "It is not saved yet." in again


def test_autosave_of_a_new_post_can_be_recovered(editor):
    form = open_desk(editor, ADD)
    form |= {"title": "Begun", "body": "New words.", "tags": "a, b", "byline": "Ada"}
    autosave(editor, **form)
    page = editor.get(ADD).content.decode()
    assert "“Begun”" in page
    again = read(editor.get(f"{ADD}?autosave={form['session']}").content.decode())
    for name in ("title", "body", "tags", "byline"):
        assert again[name] == form[name]


def test_invalid_values_are_autosaved_as_typed(editor):
    form = open_desk(editor, ADD)
    form |= {"title": "", "slug": "no/slug", "published_at": "soon", "body": "W."}
    autosave(editor, **form)
    again = read(editor.get(f"{ADD}?autosave={form['session']}").content.decode())
    assert (again["slug"], again["published_at"]) == ("no/slug", "soon")


def test_older_autosave_never_replaces_a_newer(editor):
    form = open_desk(editor, ADD)
    assert autosave(editor, **form | {"body": "second", "sequence": "2"}) == "stored"
    assert autosave(editor, **form | {"body": "first", "sequence": "1"}) == "older"
    again = read(editor.get(f"{ADD}?autosave={form['session']}").content.decode())
    assert again["body"] == "second"


def test_editing_session_is_one_row_however_often_it_is_autosaved(editor):
    form = open_desk(editor, ADD)
    for number in range(20):
        autosave(editor, **form | {"body": f"{number}", "sequence": str(number + 1)})
    assert Autosave.objects.count() == 1
    assert not Post.objects.exists()
    assert not Revision.objects.exists()


def test_saving_deletes_the_autosave(editor):
    form = open_desk(editor, ADD) | {"title": "Saved", "body": "Words."}
    autosave(editor, **form | {"sequence": "1"})
    press(editor, ADD, form)
    assert not Autosave.objects.exists()
    assert autosave(editor, **form | {"sequence": "2"}) == "closed"
    assert not Autosave.objects.exists()
    assert "Not saved" not in editor.get(ADD).content.decode()


def test_refused_save_loses_no_word(editor):
    form = open_desk(editor, ADD)
    form |= {"title": "", "body": "Precious.", "tags": "x, y", "slug": "no/slug"}
    page = press(editor, ADD, form).content.decode()
    assert "Every word is still here." in page
    shown = read(page)
    for name in ("body", "tags", "slug", "base_digest"):
        assert shown.get(name) == form.get(name)


def test_discarded_autosave_is_not_shown_and_stays_in_the_history(editor):
    post = make_post()
    form = open_desk(editor, desk_of(post)) | {"body": "Other words."}
    autosave(editor, post, **form)
    discard = f"/admin/markdown/discard_autosave/?model=post&object={post.pk}"
    page = editor.post(discard, {"session": form["session"]}, follow=True)
    assert "Discarded." in page.content.decode()
    assert "Not saved: what you typed" not in page.content.decode()
    assert Autosave.objects.get().discarded_at
    assert autosave(editor, post, **form | {"sequence": "9"}) == "closed"


def test_autosaves_without_a_difference_hide_none_that_has_one(editor):
    post = make_post()
    form = open_desk(editor, desk_of(post))
    autosave(editor, post, **form | {"body": "Different."})
    for _ in range(4):
        autosave(editor, post, **open_desk(editor, desk_of(post)))
    page = editor.get(desk_of(post)).content.decode()
    assert page.count("Not saved: what you typed") == 1
    assert f"?autosave={form['session']}" in page


def test_autosave_without_a_difference_is_deleted_and_its_session_goes_on(editor):
    post = make_post(body="One.")
    form = open_desk(editor, desk_of(post)) | {"sequence": "1"}
    autosave(editor, post, **form)
    assert "Not saved" not in editor.get(desk_of(post)).content.decode()
    assert (
        autosave(editor, post, **form | {"body": "Two.", "sequence": "2"}) == "stored"
    )
    assert "Not saved" in editor.get(desk_of(post)).content.decode()


def test_late_autosave_has_the_time_it_was_typed(editor):
    post = make_post()
    form = open_desk(editor, desk_of(post)) | {"body": "Early."}
    autosave(editor, post, **form, age=str(3 * 60 * 60 * 1000))
    age = timezone.now() - Autosave.objects.get().at
    assert timedelta(hours=2) < age < timedelta(hours=4)
    autosave(editor, post, status=400, **form, age="soon")


def test_nonsense_is_refused_by_a_sentence(editor):
    autosave(editor, status=400, session="x", body="y")
    autosave(editor, status=400, session=str(uuid4()), sequence="x")
    discard = "/admin/markdown/discard_autosave/?model=post"
    assert editor.post(discard, {"session": "x"}).status_code == 400
    assert editor.get(f"{ADD}?autosave=x").status_code == 200
    assert editor.get(f"{ADD}?autosave={uuid4()}").status_code == 200


def test_nonsense_in_the_desk_s_fields_is_no_fault_of_the_server(editor, reader):
    post = make_post(published_at=None)
    form = open_desk(editor, desk_of(post)) | {"base_digest": "\0", "sequence": "1"}
    autosave(editor, post, **form)
    assert press(editor, desk_of(post), form).status_code == 200
    draft_links = f"/admin/markdown/draft_link/?model=post&object={post.pk}"
    assert editor.post(draft_links, {"revoke": "\0"}).status_code == 302
    assert reader.get("/drafts/%00/").status_code == 404
    many = "9" * 5000
    assert reader.post(f"/admin/posts/post/{many}/change/").status_code in {200, 302}
    page = press(editor, desk_of(post), form | {"slug": "", "title": "<!-- -->"})
    assert page.status_code == 200


def test_autosave_of_one_text_is_not_taken_for_another(editor):
    post, other_post = make_post(body="One."), make_post(body="Other.")
    form = open_desk(editor, desk_of(post)) | {"body": "Mine.", "sequence": "1"}
    autosave(editor, post, **form)
    autosave(editor, other_post, status=400, **form | {"sequence": "2"})
    page = editor.get(
        f"{desk_of(other_post)}?autosave={form['session']}"
    ).content.decode()
    assert read(page)["body"] == "Other."


def test_what_another_typed_is_not_shown_nor_overwritten(editor, other):
    post = make_post()
    form = open_desk(editor, desk_of(post)) | {"body": "Mine alone.", "sequence": "1"}
    autosave(editor, post, **form)
    page = other.get(f"{desk_of(post)}?autosave={form['session']}").content.decode()
    assert "Mine alone." not in page
    autosave(other, post, status=403, **form | {"body": "Theirs.", "sequence": "5"})
    discard = f"/admin/markdown/discard_autosave/?model=post&object={post.pk}"
    other.post(discard, {"session": form["session"]})
    assert not Autosave.objects.get().discarded_at


def test_others_at_work_are_named(editor, other):
    post = make_post()
    autosave(editor, post, **open_desk(editor, desk_of(post)) | {"body": "Mine."})
    assert "editor has this text open" in other.get(desk_of(post)).content.decode()
    assert "has this text open" not in editor.get(desk_of(post)).content.decode()


@pytest.mark.parametrize("make", [make_post, make_page])
def test_autosave_of_a_public_text_is_never_public(editor, reader, make):
    article = make(body="Open words.")
    model = article._meta.model_name
    form = open_desk(editor, desk_of(article)) | {
        "body": "Zanzibar",
        "title": "Zanzibar",
    }
    version = reader.get("/atom.xml")["ETag"]
    assert autosave(editor, article, model, **form) == "stored"
    paths = ["/", "/rss.xml", "/atom.xml", "/feed.json", "/archive/", "/sitemap.xml"]
    for path in [*paths, article.get_absolute_url()]:
        assert "Zanzibar" not in reader.get(path).content.decode()
    assert reader.get("/atom.xml")["ETag"] == version
