"""Completion for links: which texts and headings are proposed, and to whom."""

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.support.factories import in_future, make_page, make_post

LINKS = "/admin/markdown/links/"


def proposed(client, query: str = "") -> list[str]:
    results = client.get(LINKS, {"q": query}).json()["results"]
    return [result["title"] for result in results]


def headings(client, address: str) -> list[dict]:
    return client.get(LINKS, {"address": address}).json()["headings"]


@pytest.fixture
def writer(db, client):
    """Somebody who may write pages only."""
    user = User.objects.create_user("writer", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="add_page"))
    client.force_login(user)
    return client


def test_text_is_proposed_with_title_address_and_state(editor):
    make_post(title="Why `x` grows", slug="growth")
    assert editor.get(LINKS, {"q": "grow"}).json() == {
        "results": [
            {"title": "Why x grows", "address": "/posts/growth/", "state": "published"}
        ]
    }


def test_posts_and_pages_of_every_state_are_proposed_published_first(editor):
    make_post(title="Tale a", published_at=None)
    make_post(title="Tale b", published_at=in_future())
    make_post(title="Tale c")
    make_page(title="Tale d")
    results = editor.get(LINKS, {"q": "tale"}).json()["results"]
    assert [result["state"] for result in results] == [
        "published",
        "published",
        "scheduled",
        "draft",
    ]
    assert {result["address"] for result in results[:2]} == {
        "/posts/tale-c/",
        "/tale-d/",
    }


@pytest.mark.parametrize(
    ("title", "query", "is_found"),
    [
        ("Gradient descent", "descent grad", True),
        ("Gradient descent", "GRAD", True),
        ("Gradient descent", "radient", False),
        ("Gradient descent", "gradient boosting", False),
        ("Self-attention, again", "attention", True),
        ("Größe und Übermaß", "grosse ubermass", True),
        ("Größe und Übermaß", "ÜBERMASS", True),
        ("Poincaré’s Café", "poincare’s cafe", True),
        ("Søren on Ørsted", "soren orsted", True),
        ("Ошибки ÉTÉ Ёлка", "елка", True),
        ("機械学習の解釈可能性", "解釈", True),
        ("100 % sure_fire_", "fire", True),
        ("Anything", "%", True),  # no words are asked for
    ],
)
def test_titles_are_matched_by_words_without_case_and_accents(
    editor, title, query, is_found
):
    make_post(title=title)
    assert proposed(editor, query) == ([title] if is_found else [])


def test_texts_are_found_by_their_address(editor):
    make_post(title="Something else", slug="größe-1")
    make_post(title="Posts on größe", slug="other")
    for query in ("/", "/posts", "/posts/"):
        assert len(proposed(editor, query)) == 2
    for query in ("/posts/gr", "/posts/größe-1/", "/gro"):
        assert proposed(editor, query) == ["Something else"]


def test_ten_are_proposed_the_newest_first(editor):
    for number in range(12):
        make_post(title=f"Part {number}", slug=f"part-{number}")
    assert proposed(editor, "part") == [f"Part {number}" for number in range(11, 1, -1)]
    assert proposed(editor) == proposed(editor, "part")


def test_trash_is_never_proposed(editor):
    post = make_post(title="Thrown away", body="## A", published_at=None)
    type(post).objects.update(trashed_at=timezone.now())
    assert proposed(editor, "thrown") == []
    assert headings(editor, post.get_absolute_url()) == []


def test_other_peoples_drafts_are_not_proposed(writer):
    make_post(title="Open", body="## A")
    hidden = [
        make_post(title="Secret", body="## A", published_at=None),
        make_post(title="Coming", body="## A", published_at=in_future()),
    ]
    assert proposed(writer) == ["Open"]
    assert headings(writer, "/posts/open/") != []
    for post in hidden:
        assert headings(writer, post.get_absolute_url()) == []


def test_authors_are_proposed_their_own_drafts_only(db, client):
    user = User.objects.create_user("author", is_staff=True)
    names = ["add_post", "change_post"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    own = make_post(title="Mine", body="## A", published_at=None, owner=user)
    other = make_post(title="Theirs", body="## A", published_at=None)
    assert proposed(client) == ["Mine"]
    assert headings(client, own.get_absolute_url()) != []
    assert headings(client, other.get_absolute_url()) == []


def test_headings_of_a_text_are_its_anchors(editor, settings):
    settings.BASE_URL = "https://essays.example"
    make_post(slug="essay", body="## A $x^2$ & `b`\n\n### C[^1]\n\n[^1]: d")
    expected = [
        {"title": "A x^2 & b", "id": "a-x-2-b", "level": 2},
        {"title": "C", "id": "c", "level": 3},
    ]
    for address in (
        "/posts/essay/",
        "/posts/essay/#c",
        "https://essays.example/posts/essay/#c",
    ):
        assert headings(editor, address) == expected


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/posts/none/",
        "/tags/x/",
        "https://example.org/posts/a/",
        "//[",
        "#a",
    ],
)
def test_an_address_of_no_text_has_no_headings(editor, address):
    make_post(slug="a", body="## A")
    assert headings(editor, address) == []


def test_queries_do_not_grow_with_the_texts(editor, django_assert_num_queries):
    make_post(title="Part")
    with CaptureQueriesContext(connection) as queries:
        proposed(editor, "part")
    for number in range(12):
        make_post(title=f"Part {number}", slug=f"part-{number}")
    with django_assert_num_queries(len(queries)):
        proposed(editor, "part")


def test_strangers_and_other_staff_are_refused(db, client):
    assert client.get(LINKS, {"q": "a"}).status_code == 302
    client.force_login(User.objects.create_user("staff", is_staff=True))
    assert client.get(LINKS, {"q": "a"}).status_code == 403
    assert client.post(LINKS).status_code == 403


def test_only_get_is_answered(editor):
    assert editor.post(LINKS).status_code == 405
