"""Restoring a state of a text: all of it comes back, over nobody, and never public."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from posts.models import Author, Post, Revision, Tag
from posts.models.history.snapshot import digest, snapshot
from posts.models.tags.tag_changes import delete_tags, merge_tags, rename_tag
from tests.support.factories import PAST, in_future, make_post
from tests.support.saving import address, restore, save, stored, versions
from tests.support.tag_pages import named, tag

pytestmark = pytest.mark.django_db


def said(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_restoring_brings_words_tags_and_authors_back(editor, editor_user):
    post = make_post(
        title="Old", tags=("a",), authors=("Ada",), published_at=None, doi="10.1234/x"
    )
    post = save(post, title="New", body="New.", summary="New.", tags=["b"], doi="")
    post.authorships.all().delete()
    response = restore(editor, post, 1)
    assert "Revision 1 was restored." in said(response)
    state = snapshot(stored(post))
    assert state == Revision.objects.of(post).get(number=1).state
    last = Revision.objects.of(post).first()
    assert (last.action, last.note, last.by) == ("restored", "Revision 1", editor_user)


def test_restoring_is_undone_by_one_button(editor):
    post = save(make_post(title="Old", published_at=None), title="New")
    page = restore(editor, post, 1).content.decode()
    assert address("restore", post, 2) in page
    assert stored(post).title == "Old"
    restore(editor, post, 2)
    assert stored(post).title == "New"
    actions = Revision.objects.of(post).values_list("action", flat=True)
    assert list(actions) == ["restored", "restored", "saved", "found"]


def test_restoring_a_draft_does_not_unpublish(editor, reader):
    post = make_post(title="Draft", slug="draft", published_at=None)
    post = save(post, "published", title="Public", slug="public", published_at=PAST)
    restore(editor, post, 1)
    post = stored(post)
    assert (post.title, post.slug, post.published_at) == ("Draft", "public", PAST)
    assert "Draft" in reader.get("/posts/public/").content.decode()
    assert len(versions(post)) == 1


def test_restoring_what_was_public_does_not_publish(editor, reader):
    post = save(make_post(title="Public", slug="x"), "unpublished", published_at=None)
    post = save(post, title="Secret", revised_at=None)
    restore(editor, post, 1)
    assert stored(post).title == "Public"
    assert stored(post).is_draft
    assert reader.get("/posts/x/").status_code == 410


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("", "The text is empty"),
        ("<<<<<<< a\nx\n=======\ny\n>>>>>>> b", "Two versions of a passage"),
    ],
)
@pytest.mark.parametrize(
    ("date", "state"), [(PAST, "published"), (in_future(), "scheduled")]
)
def test_what_would_break_a_page_does_not_go_public(
    editor, body, sentence, date, state
):
    post = save(make_post(body=body, published_at=None), body="Whole.")
    post = save(post, "published", published_at=date)
    done = said(restore(editor, post, 1))
    assert "Nothing was restored: revision 1 would break the page" in done
    assert f"this text is {state}. {sentence}" in done
    assert stored(post).body == "Whole."
    assert Revision.objects.of(post).count() == 3
    save(post, "unpublished", published_at=None)
    assert "Revision 1 was restored." in said(restore(editor, post, 1))


def test_what_the_report_only_mentions_is_restored_to_a_public_text(editor):
    post = save(make_post(body="Short.", summary=""), "corrected", body="Whole.")
    assert "Revision 1 was restored." in said(restore(editor, post, 1))
    assert stored(post).body == "Short."


def test_restoring_says_which_authors_are_gone(editor):
    post = save(make_post(authors=("Ada", "Bob")), "corrected", title="New")
    post.authorships.all().delete()
    Author.objects.get(name="Bob").delete()
    assert "no longer exist: Bob" in said(restore(editor, post, 1))
    assert [str(author) for author in stored(post).authors_in_order] == ["Ada"]


def test_restoring_over_a_newer_save_is_refused(editor):
    post = save(make_post(title="Old", published_at=None), title="New")
    version = digest(snapshot(post))
    save(post, title="Newer")
    response = restore(editor, post, 1, version=version)
    assert "somebody has saved this text since" in said(response)
    assert stored(post).title == "Newer"


def test_restoring_without_a_page_is_refused(editor):
    post = save(make_post(title="Old", published_at=None), title="New")
    restore(editor, post, 1, version="")
    assert stored(post).title == "New"


def test_restoring_what_is_there_already_records_nothing(editor):
    post = save(make_post(published_at=None), published_at=PAST, action="published")
    assert "already as in revision 1" in said(restore(editor, post, 1))
    assert Revision.objects.of(post).count() == 2


def test_restoring_what_passed_by_the_history_keeps_it(editor):
    post = save(make_post(title="Old", published_at=None), title="New")
    Post.objects.filter(pk=post.pk).update(title="Imported")
    restore(editor, post, 1)
    titles = [row.state["title"] for row in Revision.objects.of(post)]
    assert titles == ["Old", "Imported", "New", "Old"]


def test_restoring_is_never_done_by_looking(editor):
    post = save(make_post(title="Old", published_at=None), title="New")
    assert editor.get(address("restore", post, 1)).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="editor"))
    version = {"version": digest(snapshot(stored(post)))}
    assert strict.post(address("restore", post, 1), version).status_code == 403
    assert stored(post).title == "New"


def test_restored_tag_that_was_deleted_is_made_again(editor):
    post = save(make_post(tags=("a",), published_at=None), tags=["b"])
    Tag.objects.get(name="a").delete()
    restore(editor, post, 1)
    assert snapshot(stored(post))["tags"] == ["a"]


def test_author_cannot_restore_the_post_of_another(reader):
    post = save(make_post(title="Old", published_at=None), title="New")
    author = User.objects.create_user("author", is_staff=True)
    author.user_permissions.add(Permission.objects.get(codename="change_post"))
    reader.force_login(author)
    assert restore(reader, post, 1).status_code in {403, 404}
    assert stored(post).title == "New"
    Post.objects.filter(pk=post.pk).update(owner=author)
    restore(reader, post, 1)
    assert stored(post).title == "Old"


def test_tags_come_back_under_the_names_that_they_have_now(editor, editor_user):
    post = save(make_post(tags=("ml", "nets", "old", "other")))
    rename_tag(named("nets"), name="Networks", slug="networks", by=editor_user)
    merge_tags([named("ml")], tag("Machine learning"), by=editor_user)
    rename_tag(named("Machine learning"), name="ML", slug="ml-2", by=editor_user)
    delete_tags([named("old")], by=editor_user)
    save(post, tags=[])
    assert "no longer exist: old." in said(restore(editor, post, 1))
    assert snapshot(stored(post))["tags"] == ["ML", "Networks", "other"]
    assert not Tag.objects.filter(name__in=["ml", "nets", "old"]).exists()


def test_deleted_tag_that_was_made_anew_comes_back(editor, editor_user):
    post = save(make_post(tags=("ML",)))
    delete_tags([named("ML")], by=editor_user)
    tag("ml")
    assert "left out" not in said(restore(editor, post, 1))
    assert snapshot(stored(post))["tags"] == ["ml"]


def test_tags_of_a_state_that_was_found_are_those_of_when_it_was(editor, editor_user):
    post = make_post(tags=("A",))
    rename_tag(tag("B"), name="C", slug="c", by=editor_user)
    rename_tag(named("A"), name="B", slug="b", by=editor_user)
    save(post, tags=[])
    assert Revision.objects.of(post).last().action == "found"
    restore(editor, post, 1)
    assert snapshot(stored(post))["tags"] == ["B"]


def test_tag_made_anew_under_an_older_name_is_another(editor, editor_user):
    post = save(make_post(tags=("ML",)))
    rename_tag(named("ML"), name="Learning", slug="learning", by=editor_user)
    post = save(post, tags=["ML"])
    number = Revision.objects.of(post).first().number
    save(post, tags=[])
    restore(editor, post, number)
    assert snapshot(stored(post))["tags"] == ["ML"]


def test_tags_that_are_gone_are_named_also_where_nothing_else_differs(
    editor, editor_user
):
    post = save(make_post(tags=("a", "b")))
    delete_tags([named("b")], by=editor_user)
    done = said(restore(editor, post, 1))
    assert "already as in revision 1" in done
    assert "no longer exist: b" in done
