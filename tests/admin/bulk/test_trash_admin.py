"""The trash: deleting can be undone until it is emptied, and readers are told once."""

from datetime import timedelta

import feedparser
import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from posts.models import Autosave, Page, Post, PublicVersion, Revision, Tag
from posts.models.history.revision import record_save
from posts.models.publishing import restore, trash
from tests.support.factories import PAST, in_future, make_page, make_post

pytestmark = pytest.mark.django_db

LIST = "/admin/posts/post/"
TRASH = "/admin/posts/post/?state=trash"


def address(view: str, article, *arguments) -> str:
    name = f"admin:posts_{article._meta.model_name}_{view}"
    return reverse(name, args=[article.pk, *arguments])


def said(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def confirm(client, path: str):
    """Open a page that asks, and confirm what it says."""
    asked = client.get(path)
    plan = asked.context["plan"].digest
    return client.post(path, {"plan": plan}, follow=True)


def delete(client, article):
    return confirm(client, address("delete", article))


def undo(client, *articles):
    texts = ",".join(str(article.pk) for article in articles)
    name = articles[0]._meta.model_name
    path = f"/admin/posts/{name}/trash/restore/"
    return client.post(path, {"texts": texts}, follow=True)


def stored(article):
    return type(article).objects.get(pk=article.pk)


def titles(response) -> list[str]:
    return [post.title for post in response.context["cl"].result_list]


# Into it


def test_deleting_asks_first_and_says_what_readers_notice(editor):
    post = make_post(title="An essay")
    page = editor.get(address("delete", post)).content.decode()
    assert "Move “An essay” to the trash" in page
    assert "It is public. Readers will get “gone”" in page
    assert "Subscribers may still have their own copies" in page
    assert not stored(post).trashed_at
    draft = make_post(published_at=None, title="Draft")
    page = editor.get(address("delete", draft)).content.decode()
    assert "readers and subscribers notice nothing" in page


def test_deleting_changes_nothing_but_publication(editor, editor_user):
    post = make_post(tags=("a",), authors=("Ada",), revised_at=PAST)
    fields = {"user": editor_user, "model": "post", "data": "title=x", "post": post}
    Autosave.objects.create(session="0" * 32, **fields)
    response = delete(editor, post)
    assert "“An essay” moved to the trash." in said(response)
    after = stored(post)
    assert after.trashed_at
    assert after.published_at is None
    assert (after.body, after.revised_at) == (post.body, PAST)
    assert [str(tag) for tag in after.tags.all()] == ["a"]
    assert [str(author) for author in after.authors_in_order] == ["Ada"]
    assert Autosave.objects.filter(post=post).exists()
    last = Revision.objects.of(post).first()
    assert (last.action, last.by) == ("trashed", editor_user)


@pytest.mark.parametrize(("make", "model"), [(make_post, Post), (make_page, Page)])
def test_trashed_text_is_gone_for_readers(editor, reader, make, model):
    article = make(slug="a")
    delete(editor, article)
    assert reader.get(article.get_absolute_url()).status_code == 410
    assert model.objects.count() == 1


def test_trashed_draft_leaves_no_trace_in_public(editor, reader):
    post = make_post(published_at=None, slug="a")
    delete(editor, post)
    assert reader.get("/posts/a/").status_code == 404


def test_trashed_text_is_nowhere_in_public(editor, reader):
    post = make_post(title="Unfindable", tags=("a",), authors=("Ada",))
    delete(editor, post)
    for path in ("/", "/rss.xml", "/sitemap.xml", "/archive/", "/tags/", "/authors/"):
        answer = reader.get(path)
        assert "Unfindable" not in answer.content.decode()


def test_list_leaves_the_trash_out_and_leads_to_it(editor):
    delete(editor, make_post(title="Thrown away"))
    make_post(title="Stays")
    response = editor.get(LIST)
    assert titles(response) == ["Stays"]
    assert "Trash (1)" in response.content.decode()
    trashed = editor.get(TRASH)
    assert titles(trashed) == ["Thrown away"]
    assert "Empty the trash" in trashed.content.decode()
    assert ">trashed<" in trashed.content.decode()


@pytest.mark.parametrize("state", ["draft", "scheduled", "published"])
def test_trashed_text_has_no_other_state(editor, state):
    for date in (None, PAST, in_future()):
        delete(editor, make_post(title=f"{date}", published_at=date))
    assert titles(editor.get(LIST, {"state": state})) == []


def test_search_leaves_the_trash_out(editor):
    delete(editor, make_post(title="Thrown away", body="xylophone"))
    assert titles(editor.get(LIST, {"q": "xylophone"})) == []


# Out of it


def test_undoing_is_one_button_beside_the_message(editor):
    post = make_post()
    page = delete(editor, post).content.decode()
    assert 'action="/admin/posts/post/trash/restore/"' in page
    response = undo(editor, post)
    assert "“An essay” restored from the trash." in said(response)
    assert stored(post).published_at == PAST
    assert stored(post).trashed_at is None


def feed(reader):
    entries = feedparser.parse(reader.get("/atom.xml").content).entries
    return [(entry.id, entry.published, entry.updated) for entry in entries]


def test_subscribers_hear_nothing_of_what_was_undone(editor, reader):
    post = make_post(revised_at=PAST + timedelta(days=5))
    before = feed(reader)
    delete(editor, post)
    assert feed(reader) == []
    undo(editor, post)
    assert feed(reader) == before
    assert reader.get(post.get_absolute_url()).status_code == 200


def test_undoing_makes_no_new_public_version(editor):
    post = make_post()
    delete(editor, post)
    undo(editor, post)
    assert PublicVersion.objects.count() == 1
    actions = Revision.objects.of(post).values_list("action", flat=True)
    assert list(actions) == ["recovered", "trashed", "found"]


def test_draft_comes_back_as_a_draft(editor):
    post = make_post(published_at=None)
    delete(editor, post)
    undo(editor, post)
    assert stored(post).is_draft


def test_scheduled_text_comes_back_scheduled_with_its_version(editor):
    date = in_future()
    post = make_post(published_at=None)
    post.published_at = date
    post.save()
    record_save(post, "scheduled", by=None)
    delete(editor, post)
    assert not PublicVersion.objects.exists()
    undo(editor, post)
    assert stored(post).published_at == date
    assert PublicVersion.objects.get().at == date


def test_text_whose_date_passed_in_the_trash_does_not_appear(editor_user, time_machine):
    date = timezone.now() + timedelta(hours=1)
    post = make_post(published_at=date)
    trash(post, by=editor_user)
    time_machine.move_to(date + timedelta(hours=1))
    restore(stored(post), by=editor_user)
    assert stored(post).is_draft


def test_second_stay_in_the_trash_remembers_the_state_before_it(editor):
    post = make_post()
    for _ in range(2):
        delete(editor, post)
        undo(editor, post)
    assert stored(post).published_at == PAST
    post = stored(post)
    post.published_at = None
    post.save()
    delete(editor, post)
    undo(editor, post)
    assert stored(post).is_draft


def test_undoing_twice_says_that_there_is_nothing(editor):
    post = make_post()
    delete(editor, post)
    undo(editor, post)
    assert "nothing to restore" in said(undo(editor, post))


@pytest.mark.parametrize("texts", ["", "x", "9" * 40, "1,x,,2", "-1"])
def test_undoing_nonsense_is_a_sentence(editor, texts):
    path = "/admin/posts/post/trash/restore/"
    response = editor.post(path, {"texts": texts}, follow=True)
    assert response.status_code == 200
    assert editor.get(path).status_code == 405


def test_undoing_needs_the_page_it_came_from(editor_user):
    post = make_post()
    trash(post, by=editor_user)
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor_user)
    path = "/admin/posts/post/trash/restore/"
    assert client.post(path, {"texts": post.pk}).status_code == 403


# In it


def test_trashed_text_has_no_form_but_the_way_out(editor):
    post = make_post(body="Its <b>words</b>.")
    delete(editor, post)
    page = editor.get(address("change", post)).content.decode()
    assert "has been in the trash since" in page
    assert "Restore it from the trash" in page
    assert "Its &lt;b&gt;words" in page
    assert 'name="body"' not in page
    assert editor.get(address("history", post)).status_code == 200


def test_form_that_was_open_is_refused_and_loses_no_word(editor, editor_user):
    post = make_post(published_at=None)
    fields = editor.get(address("change", post)).context["adminform"].form
    values = {name: fields[name].value() or "" for name in fields.fields}
    trash(stored(post), by=editor_user)
    response = editor.post(address("change", post), values | {"body": "Precious."})
    page = response.content.decode()
    assert "has been moved to the trash" in page
    assert "Precious." in page
    assert stored(post).body != "Precious."


def test_trashed_text_is_not_restored_from_its_history(editor):
    post = make_post(title="Old")
    Revision.objects.record_found(post)
    delete(editor, post)
    restore = address("restore", post, 1)
    assert "Restore it from there first" in said(editor.post(restore, {}, follow=True))
    assert (
        "Restore revision" not in editor.get(address("history", post)).content.decode()
    )


def test_address_of_a_trashed_text_stays_taken_and_is_said_to_be(editor):
    delete(editor, make_post(title="Thrown away", slug="taken"))
    post = Post(title="New", slug="taken", body="x")
    page = editor.get("/admin/posts/post/add/")
    fields = page.context["adminform"].form
    values = {name: fields[name].value() or "" for name in fields.fields}
    response = editor.post(
        "/admin/posts/post/add/",
        values | {"title": "New", "body": "x", "slug": "taken"},
    )
    text = response.content.decode()
    assert "A text in the trash has this address." in text
    post.slug = ""
    post.save()
    make_post(title="Thrown away")
    assert Post.objects.filter(slug="taken").count() == 1


# For good


def test_deleting_what_is_in_the_trash_is_for_good_and_asks(editor, reader):
    post = make_post(slug="a", tags=("a",))
    delete(editor, post)
    page = editor.get(address("delete", post)).content.decode()
    assert "Delete “An essay” for good" in page
    assert "This cannot be undone." in page
    delete(editor, post)
    assert not Post.objects.exists()
    assert not Revision.objects.exists()
    assert not PublicVersion.objects.exists()
    assert Tag.objects.exists()
    assert reader.get("/posts/a/").status_code == 410


def test_trash_is_emptied_with_a_count(editor):
    for number in range(3):
        delete(editor, make_post(title=f"Old {number}"))
    make_post(title="Stays")
    page = editor.get("/admin/posts/post/trash/empty/").content.decode()
    assert "Delete 3 posts for good" in page
    assert "Old 2" in page
    assert "Stays" not in page
    response = confirm(editor, "/admin/posts/post/trash/empty/")
    assert "3 posts deleted for good." in said(response)
    assert [post.title for post in Post.objects.all()] == ["Stays"]


def test_what_came_into_the_trash_meanwhile_is_not_deleted_unseen(editor):
    delete(editor, make_post(title="Seen"))
    plan = editor.get("/admin/posts/post/trash/empty/").context["plan"].digest
    delete(editor, make_post(title="Unseen"))
    response = editor.post("/admin/posts/post/trash/empty/", {"plan": plan})
    assert "have changed since this page was opened" in response.content.decode()
    assert Post.objects.count() == 2


def test_empty_trash_has_nothing_to_confirm(editor):
    page = editor.get("/admin/posts/post/trash/empty/").content.decode()
    assert "None of the selected texts can be changed in this way." in page


# Permission


def test_nobody_trashes_recovers_or_deletes_without_permission(reader, editor_user):
    post, trashed = make_post(title="One"), make_post(title="Two")
    trash(trashed, by=editor_user)
    writer = User.objects.create_user("writer", is_staff=True)
    for name in ("view_post", "change_post", "change_others_posts"):
        writer.user_permissions.add(Permission.objects.get(codename=name))
    reader.force_login(writer)
    for path in (address("delete", post), address("delete", trashed)):
        assert reader.get(path).status_code == 403
        assert reader.post(path, {"plan": "x"}).status_code == 403
    assert undo(reader, trashed).status_code == 403
    assert reader.get("/admin/posts/post/trash/empty/").status_code == 403
    page = reader.get(address("change", trashed)).content.decode()
    assert "has been in the trash since" in page
    assert "Restore it" not in page
    assert stored(post).trashed_at is None
    assert stored(trashed).trashed_at


def test_author_empties_only_their_own_trash(reader, editor_user):
    author = User.objects.create_user("author", is_staff=True)
    for name in ("view_post", "change_post", "delete_post"):
        author.user_permissions.add(Permission.objects.get(codename=name))
    own, other = make_post(title="Own", owner=author), make_post(title="Other")
    for post in (own, other):
        trash(post, by=editor_user)
    reader.force_login(author)
    assert "Other" not in reader.get(TRASH).content.decode()
    undo(reader, other)
    confirm(reader, "/admin/posts/post/trash/empty/")
    assert [post.title for post in Post.objects.all()] == ["Other"]
    assert stored(other).trashed_at
