"""Whose texts somebody may see and change: the rule, and how texts come to be owned."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from django.utils import timezone

from posts.models import Author, Page, Post
from posts.models.permissions import (
    is_own,
    may_change,
    may_delete,
    may_view,
    viewable_by,
)
from tests.support.accounts import World, is_refused, make_world, state
from tests.support.desk_form import ADD, desk_of, open_desk, press, read, write
from tests.support.factories import in_future, make_page, make_post
from tests.support.report_texts import draft, found

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


# The rule itself


def people(world: World) -> Iterator[Any]:
    yield AnonymousUser()
    yield from world.accounts.values()
    reader = User.objects.create_user("reader")
    reader.groups.add(Group.objects.get(name="editors"))
    yield reader
    left = User.objects.create_user("left", is_staff=True, is_active=False)
    left.groups.add(Group.objects.get(name="editors"))
    yield left


def test_lists_and_single_texts_follow_the_same_rule(world):
    make_post(title="Public")
    make_post(title="Together", authors=("Ada", "Bob"))
    found = 0
    for user in people(world):
        for rows in (Post.objects.all(), Page.objects.all()):
            viewable = set(viewable_by(user, rows))
            assert viewable == {row for row in rows if may_view(user, row)}
            found += len(viewable)
    assert found


def test_a_post_is_shown_once_however_often_it_is_ones_own(world):
    world.own.authorships.create(author=Author.objects.get(name="Bob"))
    world.own.authorships.create(author=Author.objects.get(name="Ada"))
    assert list(viewable_by(world.accounts["author"], Post.objects.all())) == [
        world.own
    ]


@pytest.mark.parametrize("person", ["stranger", "staff", "librarian"])
def test_without_an_account_of_its_own_nothing_is_ones_own(world, person):
    nobodys = make_post(title="Older", owner=None)
    user = world.accounts.get(person, AnonymousUser())
    assert not is_own(user, nobodys)
    assert not may_change(user, nobodys)


def test_whoever_may_only_look_can_neither_change_nor_delete(world):
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.add(
        Permission.objects.get(content_type__app_label="posts", codename="view_post")
    )
    own = make_post(title="Seen", owner=viewer)
    assert may_view(viewer, own)
    assert not may_change(viewer, own)
    assert not may_delete(viewer, own)


def test_whoever_may_change_a_post_may_not_for_that_reason_delete_it(world):
    writer = User.objects.create_user("writer", is_staff=True)
    writer.user_permissions.add(
        Permission.objects.get(content_type__app_label="posts", codename="change_post")
    )
    own = make_post(title="Written", owner=writer)
    assert may_change(writer, own)
    assert not may_delete(writer, own)


# The report before publishing


@pytest.fixture
def hidden() -> list[str]:
    """Addresses of texts of Bob's that are not public."""
    bob = User.objects.get(username="bob")
    soon = make_post(slug="soon", owner=bob, published_at=in_future(), body="## Part")
    trashed = make_post(slug="trashed", owner=bob, published_at=None)
    Post.objects.filter(pk=trashed.pk).update(trashed_at=timezone.now())
    page = make_page(slug="hidden", published_at=None)
    texts = (Post.objects.get(slug="zanzibar-slug"), soon, trashed, page)
    return [text.get_absolute_url() for text in texts]


def findings(user: Any, address: str, **fields: Any) -> list[tuple[str, int, str]]:
    """Return what the report finds in a link, the address in it left out."""
    body = f"[a]({address}#part)\n![b]({address})"
    told = found(draft(body, **fields), user=user)
    return [(rule, line, words.replace(address, "…")) for rule, line, words in told]


def test_report_says_of_others_texts_what_it_says_of_nothing(world, hidden):
    later = timezone.now() + timedelta(days=9)
    for user in (world.accounts["author"], AnonymousUser()):
        for date in (None, later):
            nothing = findings(user, "/posts/nothing/", published_at=date)
            assert nothing[0][0] == "link-broken"
            for address in hidden:
                assert findings(user, address, published_at=date) == nothing


def test_report_tells_whoever_may_view_a_text_what_is_with_it(world, hidden):
    rules = ["link-to-draft", "link-to-scheduled", "link-to-trash", "link-to-draft"]
    for user in (world.accounts["editor"], world.accounts["superuser"]):
        assert [findings(user, address)[0][0] for address in hidden] == rules
    own = world.own.get_absolute_url()
    [(rule, _, _)] = findings(world.accounts["author"], own)
    assert rule == "link-to-draft"


@pytest.mark.parametrize(("person", "is_told"), [("author", False), ("editor", True)])
def test_desk_and_preview_ask_the_report_for_who_is_signed_in(
    world, hidden, person, is_told
):
    client = world.client(person)
    body = "\n".join(f"[a]({address})" for address in hidden)
    form = open_desk(client, ADD) | {"title": "Links", "body": body}
    preview = client.post("/admin/markdown/preview/?model=post", form).json()
    refused = press(client, ADD, form, "publish").content.decode()
    assert "See the report first" in refused
    for shown in (preview["report"], refused):
        assert shown.count("There is no public page at") == (0 if is_told else 4)
        assert ("leads to a text that appears on" in shown) == is_told
    press(client, ADD, read(refused), "publish")
    assert Post.objects.filter(title="Links").exists()


# Beginning, signing, looking


def test_whoever_begins_a_text_owns_it(world):
    client = world.client("author")
    write(client, ADD, title="New", body="Text.", byline="", owner="1")
    assert Post.objects.get(title="New").owner == world.accounts["author"]


def test_who_changes_a_text_later_does_not_own_it(world):
    write(world.client("editor"), desk_of(world.own), title="Edited")
    world.own.refresh_from_db()
    assert world.own.title == "Edited"
    assert world.own.owner == world.accounts["author"]


def test_whoever_is_named_as_an_author_may_write_too(world):
    client = world.client("author")
    write(world.client("bob"), desk_of(world.foreign), byline="Bob\nAda")
    assert client.get(desk_of(world.foreign)).status_code == 200
    assert client.get(world.foreign.get_absolute_url()).status_code == 200
    write(world.client("bob"), desk_of(world.foreign), byline="Bob")
    assert is_refused(client.get(desk_of(world.foreign)))


@pytest.mark.parametrize(
    ("person", "own", "foreign"),
    [
        ("stranger", 404, 404),
        ("staff", 404, 404),
        ("author", 200, 404),
        ("librarian", 404, 404),
        ("editor", 200, 200),
    ],
)
def test_at_its_own_address_a_draft_is_shown_to_those_who_may_change_it(
    world, person, own, foreign
):
    client = world.client(person)
    assert client.get(world.own.get_absolute_url()).status_code == own
    assert client.get(world.foreign.get_absolute_url()).status_code == foreign


def test_rows_of_other_posts_cannot_be_taken_by_a_forged_form(world):
    client = world.client("author")
    row = world.foreign.authorships.all()[0]
    form = open_desk(client, desk_of(world.own)) | {
        "authorships-TOTAL_FORMS": "1",
        "authorships-INITIAL_FORMS": "1",
        "authorships-0-id": str(row.pk),
        "authorships-0-post": str(world.own.pk),
        "authorships-0-author": str(row.author_id),
        "id": str(world.foreign.pk),
        "owner": str(world.accounts["author"].pk),
        "title": "Typed",
    }
    before = state(world.foreign)
    press(client, desk_of(world.own), form)
    assert state(world.foreign) == before


def test_an_authors_list_costs_the_same_for_one_post_and_for_ten(
    world, django_assert_num_queries, django_assert_max_num_queries
):
    client = world.client("author")
    client.get("/admin/posts/post/")
    with django_assert_max_num_queries(30) as few:
        client.get("/admin/posts/post/")
    for number in range(9):
        make_post(title=f"Next {number}", authors=("Ada", "Bob"))
    with django_assert_num_queries(len(few)):
        response = client.get("/admin/posts/post/")
    assert len(response.context["cl"].result_list) == 10
