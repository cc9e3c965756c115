"""Bulk actions: counted and shown first, done on confirmation, all of it or nothing."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from posts.admin.posts import PostAdmin
from posts.models import Page, Post, PublicVersion, Revision
from posts.models.article import Article
from posts.models.publishing import trash
from tests.support.factories import PAST, in_future, make_page, make_post

pytestmark = pytest.mark.django_db


def ask(client, action: str, *texts, model: str = "post", query: str = "", **more):
    """Choose texts and an action in a list; return the page that asks."""
    chosen = {"action": action, "_selected_action": [text.pk for text in texts]}
    return client.post(f"/admin/posts/{model}/{query}", chosen | {"index": "0"} | more)


def answer(client, asked, *, path: str = "/admin/posts/post/"):
    """Send the form of the page that asks, as a browser would."""
    fields: dict[str, list[str]] = {}
    form = asked.content.decode().partition('class="confirm-row"')[2]
    for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form):
        fields.setdefault(name, []).append(value)
    return client.post(path, fields, follow=True)


def act(client, action: str, *texts, model: str = "post", query: str = ""):
    path = f"/admin/posts/{model}/{query}"
    asked = ask(client, action, *texts, model=model, query=query)
    return answer(client, asked, path=path)


def said(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def text(response) -> str:
    return " ".join(response.content.decode().split())


def author(*names: str) -> User:
    user = User.objects.create_user("author", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


# Asking


def test_nothing_is_done_before_it_is_confirmed(editor):
    draft, public = make_post(published_at=None), make_post(title="Public")
    for action in ("publish", "unpublish", "trash"):
        ask(editor, action, draft, public)
    trash(draft, by=None)
    for action in ("restore", "delete_for_good"):
        ask(editor, action, draft, query="?state=trash")
    assert Post.objects.published().count() == 1
    assert Post.objects.trashed().count() == 1


def test_page_says_how_many_which_and_what_follows(editor):
    draft = make_post(title="A draft", published_at=None)
    planned = make_post(title="A plan", published_at=in_future())
    public = make_post(title="A post")
    page = text(ask(editor, "publish", draft, planned, public))
    assert "Publish 2 posts?" in page
    assert page.index("A draft") < page.index("What will happen")
    assert "All of them are new in the feeds: subscribers are notified once." in page
    assert "1 of them is scheduled, and will not wait for that date." in page
    assert "1 is already public:" in page
    assert page.index("A post") > page.index("Left out")


def test_unpublishing_says_what_readers_and_subscribers_notice(editor):
    page = text(ask(editor, "unpublish", make_post(), make_post(title="Other")))
    assert "All of them are public. Readers will get “gone”" in page
    assert "Subscribers may still have their own copies." in page


def test_pages_are_not_said_to_be_in_feeds(editor):
    asked = ask(editor, "publish", make_page(published_at=None), model="page")
    assert "Publish “About”?" in text(asked)
    assert "Subscribers" not in text(asked)


def test_of_many_texts_twenty_are_named(editor):
    posts = [make_post(title=f"T{n:03}", published_at=None) for n in range(23)]
    page = text(ask(editor, "publish", *posts))
    assert len(re.findall(r"<li>T\d{3}</li>", page)) == 20
    assert "and 3 more" in page


def test_action_without_a_text_for_it_has_no_button(editor):
    page = text(ask(editor, "publish", make_post()))
    assert "None of the selected texts can be changed in this way." in page
    assert (
        "<button class=" not in page.partition("confirm-row")[2].partition("</form")[0]
    )


def test_trash_has_actions_of_its_own(editor):
    trash(make_post(), by=None)
    make_post(title="Other")
    listed = editor.get("/admin/posts/post/").content.decode()
    trashed = editor.get("/admin/posts/post/", {"state": "trash"}).content.decode()
    actions = [
        re.findall(r'<option value="(\w+)">', page) for page in (listed, trashed)
    ]
    assert actions == [
        ["publish", "unpublish", "trash"],
        ["restore", "delete_for_good"],
    ]


@pytest.mark.parametrize("key", ["x", "9" * 40, "-1", "1; DROP"])
def test_keys_that_no_list_sends_are_a_sentence(editor, key):
    make_post(published_at=None)
    chosen = {"action": "publish", "_selected_action": key, "index": "0"}
    response = editor.post("/admin/posts/post/", chosen, follow=True)
    assert "Choose posts from the list." in said(response)
    chosen = {"action": "nonsense", "_selected_action": "1"}
    assert editor.post("/admin/posts/post/", chosen, follow=True).status_code == 200


def test_what_would_break_is_held_back_by_its_report(editor):
    empty = make_post(title="Empty", body="", published_at=None)
    ready = make_post(title="Ready", published_at=None)
    page = text(ask(editor, "publish", empty, ready))
    assert "1 is blocked by the report" in page
    act(editor, "publish", empty, ready)
    assert [post.title for post in Post.objects.published()] == ["Ready"]


# Doing


def test_confirmed_texts_are_published_with_history_and_version(editor, editor_user):
    draft = make_post(title="One", published_at=None)
    planned = make_post(title="Two", published_at=in_future())
    public = make_post(title="Three")
    before = timezone.now().replace(microsecond=0)
    response = act(editor, "publish", draft, planned, public)
    assert "2 posts published. 1 left out." in said(response)
    assert Post.objects.published().count() == 3
    public.refresh_from_db()
    assert public.published_at == PAST
    draft.refresh_from_db()
    assert draft.published_at >= before
    last = Revision.objects.of(draft).first()
    assert (last.action, last.by) == ("published", editor_user)
    assert PublicVersion.objects.of(draft).count() == 1
    assert not Revision.objects.of(public).exists()
    logged = {entry.object_id for entry in LogEntry.objects.all()}
    assert logged == {str(draft.pk), str(planned.pk)}


def test_what_was_public_is_published_with_its_date_and_not_announced(editor):
    former, new = make_post(title="Former"), make_post(title="New", published_at=None)
    act(editor, "unpublish", former)
    page = text(ask(editor, "publish", former))
    assert "It is dated as before." in page
    assert "subscribers are not notified again" in page
    assert "dated now" not in page
    assert "new in the feeds" not in page
    page = text(ask(editor, "publish", former, new))
    assert "1 of them is dated as before." in page
    assert "1 of them is dated now." in page
    assert "1 of them is new in the feeds" in page
    act(editor, "publish", former, new)
    former.refresh_from_db()
    new.refresh_from_db()
    assert former.published_at == PAST
    assert new.published_at > PAST


def test_confirmed_texts_become_drafts(editor):
    draft = make_post(title="One", published_at=None)
    public = make_post(title="Three")
    response = act(editor, "unpublish", draft, public)
    assert "“Three” unpublished. 1 left out." in said(response)
    assert Post.objects.filter(published_at=None).count() == 2
    assert Revision.objects.of(public).first().action == "unpublished"
    assert PublicVersion.objects.of(public).get().at == PAST


def test_many_go_into_the_trash_and_out_by_one_button(editor, reader):
    posts = [make_post(title=f"Essay {number}") for number in range(3)]
    response = act(editor, "trash", *posts)
    assert "3 posts moved to the trash." in said(response)
    assert Post.objects.trashed().count() == 3
    keys = re.findall(r'name="texts" value="([\d,]+)"', response.content.decode())[0]
    editor.post("/admin/posts/post/trash/restore/", {"texts": keys})
    assert Post.objects.published().count() == 3
    assert reader.get(posts[0].get_absolute_url()).status_code == 200


def test_trash_is_left_and_emptied_by_actions(editor):
    posts = [make_post(title=f"Essay {number}") for number in range(3)]
    for post in posts:
        trash(post, by=None)
    response = act(editor, "restore", posts[0], query="?state=trash")
    assert "“Essay 0” restored from the trash." in said(response)
    response = act(editor, "delete_for_good", *posts[1:], query="?state=trash")
    assert "2 posts deleted for good." in said(response)
    assert [post.title for post in Post.objects.published()] == ["Essay 0"]


def test_pages_are_published_too(editor):
    response = act(editor, "publish", make_page(published_at=None), model="page")
    assert "“About” published." in said(response)
    assert Page.objects.published().exists()


def test_select_all_reaches_beyond_the_page_and_keeps_to_the_search(editor):
    for number in range(60):
        make_post(title=f"Essay {number}", published_at=None, body="xylophone")
    other = make_post(title="Other", published_at=None)
    first = Post.objects.first()
    path = "/admin/posts/post/?q=xylophone"
    asked = ask(editor, "publish", first, query="?q=xylophone", select_across="1")
    assert "Publish 60 posts?" in text(asked)
    response = answer(editor, asked, path=path)
    assert "60 posts published." in said(response)
    other.refresh_from_db()
    assert other.is_draft


def test_asking_reads_no_long_text_and_takes_a_query_for_any_number(editor):
    def cost() -> int:
        post = Post.objects.first()
        with CaptureQueriesContext(connection) as queries:
            asked = ask(editor, "trash", post, select_across="1")
        deferred = asked.context["plan"].affected[0].get_deferred_fields()
        assert {"body", "body_html", "body_text"} <= deferred
        return len(queries)

    for number in range(2):
        make_post(title=f"Essay {number}")
    few = cost()
    for number in range(20):
        make_post(title=f"More {number}")
    assert cost() == few


def test_many_texts_are_said_to_take_a_while(editor):
    fields = ["title", "slug", "identifier", "body"]
    Post.objects.bulk_create(
        Post(**dict.fromkeys(fields, f"x{number}")) for number in range(201)
    )
    page = text(ask(editor, "publish", Post.objects.first(), select_across="1"))
    assert "This may take a minute" in page
    page = text(ask(editor, "publish", Post.objects.first()))
    assert "This may take a minute" not in page


def test_texts_that_changed_meanwhile_are_shown_again(editor):
    one, two = (make_post(title=title, published_at=None) for title in ("One", "Two"))
    asked = ask(editor, "publish", one, two)
    Post.objects.filter(pk=one.pk).update(published_at=PAST)
    response = answer(editor, asked)
    assert "have changed since this page was opened" in text(response)
    assert Post.objects.published().count() == 1
    answer(editor, response)
    assert Post.objects.published().count() == 2


def write_nothing(post: Post) -> None:
    post.body = ""
    post.save()


def write_otherwise(post: Post) -> None:
    post.body = "Other words."
    post.save()


def publish(post: Post) -> None:
    Post.objects.filter(pk=post.pk).update(published_at=PAST)


def take_away(post: Post) -> None:
    Post.objects.filter(pk=post.pk).update(owner=None)


HAPPENINGS = [write_nothing, write_otherwise, publish, take_away]


@pytest.mark.parametrize("happen", HAPPENINGS)
def test_text_that_is_another_when_confirmed_is_shown_again(reader, happen):
    user = author("view_post", "change_post")
    reader.force_login(user)
    one, two = (make_post(title=it, published_at=None, owner=user) for it in "12")
    asked = ask(reader, "publish", one, two)
    happen(one)
    response = answer(reader, asked)
    assert "have changed since this page was opened" in text(response)
    two.refresh_from_db()
    assert two.is_draft


@pytest.mark.parametrize("happen", HAPPENINGS)
def test_text_that_changes_at_the_last_moment_stops_all_of_it(
    reader, monkeypatch, happen
):
    user = author("view_post", "change_post")
    reader.force_login(user)
    one, two = (make_post(title=it, published_at=None, owner=user) for it in "12")
    asked = ask(reader, "publish", one, two)
    carry_out = PostAdmin.carry_out

    def change_and_carry_out(*arguments):
        happen(one)
        carry_out(*arguments)

    monkeypatch.setattr(PostAdmin, "carry_out", change_and_carry_out)
    response = answer(reader, asked)
    assert "have changed since this page was opened" in text(response)
    two.refresh_from_db()
    assert two.is_draft
    assert not Revision.objects.exists()


def test_what_fails_in_the_middle_changes_nothing(editor, monkeypatch):
    one, two = (make_post(title=title, published_at=None) for title in ("One", "Two"))
    asked = ask(editor, "publish", one, two)
    saved, save = [], Article.save

    def fail_at_the_second(article, **kwargs):
        saved.append(article)
        if len(saved) == 2:
            raise OSError("full")
        save(article, **kwargs)

    monkeypatch.setattr(Article, "save", fail_at_the_second)
    with pytest.raises(OSError, match="full"):
        answer(editor, asked)
    assert not Post.objects.published().exists()
    assert not Revision.objects.exists()


# Permission


def test_only_ones_own_texts_are_published(reader):
    user = author("view_post", "change_post")
    own = make_post(title="Own", published_at=None, owner=user)
    other = make_post(title="Other", published_at=None)
    reader.force_login(user)
    act(reader, "publish", own, other)
    assert [post.title for post in Post.objects.published()] == ["Own"]


def test_texts_that_may_be_seen_and_not_changed_are_refused_by_count(
    editor, monkeypatch
):
    own = make_post(title="Own", published_at=None)
    others = [make_post(title=f"Other {n}", published_at=None) for n in range(2)]
    monkeypatch.setattr(
        "posts.admin.articles.may_change", lambda user, post: post.pk == own.pk
    )
    page = text(ask(editor, "publish", own, *others))
    assert "Publish “Own”?" in page
    assert "2 are not yours to change:" in page
    act(editor, "publish", own, *others)
    assert [post.title for post in Post.objects.published()] == ["Own"]


@pytest.mark.parametrize(
    ("permissions", "actions"),
    [
        ({"view_post"}, []),
        ({"view_post", "change_post"}, ["publish", "unpublish"]),
        ({"view_post", "delete_post"}, ["trash"]),
    ],
)
def test_actions_need_their_permissions(reader, permissions, actions):
    user = author(*permissions)
    post = make_post(published_at=None, owner=user)
    reader.force_login(user)
    page = reader.get("/admin/posts/post/").content.decode()
    assert re.findall(r'<option value="(\w+)">', page) == actions
    for action in {"publish", "trash"} - set(actions):
        ask(reader, action, post, plan="x")
    assert Post.objects.filter(published_at=None).count() == 1
