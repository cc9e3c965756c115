"""The history of a text: every save is recorded whole, and any state comes back."""

import pytest
from django.utils import timezone

from posts.models import Author, Post, Revision
from posts.models.history.snapshot import apply_state, snapshot
from tests.support.factories import make_page, make_post
from tests.support.saving import save, stored

pytestmark = pytest.mark.django_db


def test_every_save_keeps_who_when_what_and_the_whole_state(editor_user):
    post = make_post(title="One", published_at=None, tags=("b", "a"), authors=("Ada",))
    before = timezone.now()
    save(post, by=editor_user, title="Two", note="Better.")
    found, saved = Revision.objects.of(post).order_by("number")
    assert (found.number, found.action, found.by, found.state["title"]) == (
        *(1, "found", None),
        "One",
    )
    assert (saved.number, saved.action, saved.by) == (2, "saved", editor_user)
    assert (saved.by_name, saved.note) == ("editor", "Better.")
    assert saved.at >= before
    assert saved.state["title"] == "Two"
    assert saved.state["tags"] == ["a", "b"]
    assert [name for _, name in saved.state["authors"]] == ["Ada"]


def test_save_says_in_a_few_words_what_changed():
    post = make_post(body="One two three.", published_at=None, tags=("a",))
    save(post, body="One two four five.", title="Other", tags=["b"])
    summaries = Revision.objects.of(post).values_list("summary", flat=True)
    assert list(summaries) == ["+2 −1 words, title, tags", "3 words"]


def test_what_changed_names_a_date_and_not_what_was_done():
    """“Unpublished: published” would say two things."""
    post = save(make_post(), "revised", revised_at=timezone.now())
    save(post, "unpublished", published_at=None)
    unpublished, revised, *_ = Revision.objects.of(post)
    assert (unpublished.summary, revised.summary) == ("date", "date of the revision")


def test_what_was_written_past_the_history_is_noted_before_the_next_save():
    post = make_post(published_at=None)
    save(post, title="Two")
    Post.objects.filter(pk=post.pk).update(title="Past it")
    save(post, title="Three")
    actions = Revision.objects.of(post).values_list("action", flat=True)
    assert list(actions) == ["saved", "found", "saved", "found"]


def test_unchanged_text_is_not_found_twice():
    post = save(make_post(published_at=None))
    Revision.objects.record_found(post)
    Revision.objects.record_found(post)
    assert Revision.objects.of(post).count() == 2


def test_account_that_is_gone_is_still_named(editor_user):
    post = save(make_post(), "corrected", by=editor_user)
    editor_user.delete()
    revision = Revision.objects.of(post).first()
    assert (revision.by, revision.by_name) == (None, "editor")


def test_posts_and_pages_have_histories_of_their_own():
    post, page = make_post(pk=7), make_page(pk=7)
    save(post, "corrected")
    save(page, "corrected")
    assert [Revision.objects.of(text).count() for text in (post, page)] == [2, 2]


def test_state_comes_back_whole():
    post = make_post(tags=("a", "b"), authors=("Ada", "Bob"), doi="10.1234/x")
    state = snapshot(post)
    post.title = post.body = post.summary = "Other."
    post.doi = ""
    post.save()
    post.tags.set(["c"])
    post.authorships.all().delete()
    post = stored(post)
    assert apply_state(post, state) == []
    assert snapshot(stored(post)) == state
    assert "first" in stored(post).body_html


def test_authors_come_back_in_order_and_the_lost_are_named():
    post = make_post(authors=("Zoe", "Bob", "Ada"))
    state = snapshot(post)
    post.authorships.all().delete()
    Author.objects.get(name="Bob").delete()
    assert apply_state(stored(post), state) == ["Bob"]
    assert [str(author) for author in stored(post).authors_in_order] == ["Zoe", "Ada"]


def test_part_of_a_state_leaves_the_rest_alone():
    post = make_post(title="Old", slug="old", tags=("a",))
    apply_state(post, {"title": "New"})
    assert snapshot(stored(post))["slug"] == "old"
    assert snapshot(stored(post))["tags"] == ["a"]
