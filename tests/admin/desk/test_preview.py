"""The preview is the page: the same bytes that publishing shows, and for whom."""

import gzip

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.test import Client

from posts.models import Post
from tests.support.desk_form import ADD, desk_of, open_desk, write
from tests.support.factories import PAST, in_future, make_page, make_post

pytestmark = pytest.mark.django_db

DIFFICULT = r"""
$$ \newcommand{\E}{\mathbb{E}} $$

# Heading with `code` & <em>HTML</em>

A note,[^1] a formula $\E[x_1^2]$, "quotes" -- and dashes.

![A plot](/media/images/2024/plot.png "Its *caption*")

| a | b |
|---|---|
| 1 | $2$ |

\begin{align} a &= b \label{eq} \\ c &= d \end{align}

See \eqref{eq}. $\nonsense{x}$ <script>alert(1)</script> </textarea> &amp; é 漢字 🦉

[^1]: The *note*.
"""

ENDPOINTS = ["preview", "upload", "autosave", "discard_autosave", "draft_link"]


def preview_address(article=None, model="post") -> str:
    key = f"&object={article.pk}" if article else ""
    return f"/admin/markdown/preview/?model={model}{key}"


def preview(client, article=None, model="post", **fields) -> dict:
    path = desk_of(article) if article else f"/admin/posts/{model}/add/"
    form = open_desk(client, path) | fields
    response = client.post(preview_address(article, model), form)
    assert response.status_code == 200, response.content
    return response.json()


def test_preview_of_a_new_post_is_the_page_it_becomes(editor, editor_user, reader):
    make_post(title="Older", authors=("Ada",), tags=("known tag",))
    fields = {
        "title": "On $x^2$ & `code`",
        "summary": "A *summary* with $y$.",
        "body": DIFFICULT,
        "tags": "Known Tag, brand new, Ångström",
        "byline": "Ada\nGrace Hopper",
    }
    with time_machine.travel("2027-03-01T10:00:00Z", tick=False):
        editor.force_login(editor_user)
        shown = preview(editor, **fields)["page"]
        write(editor, ADD, button="publish", **fields)
        post = Post.objects.latest("pk")
        assert reader.get(post.get_absolute_url()).content.decode() == shown
    assert "<math" in shown
    assert "Ångström" in shown


def test_preview_has_the_pages_order_of_tags(editor, reader):
    """By their keys: not as typed, as first used, or as a database collates."""
    make_post(title="Older", tags=("zeta", "Émile", "beta 2", "Beta-1"))
    post = make_post(tags=("weight decay", "Beta-1"))
    typed = (
        "weight decay, _x, zeta, alignment, Émile, beta 2, Alpha, Beta-1, Ψ, a b, AB"
    )
    shown = preview(editor, post, tags=typed)["page"]
    write(editor, desk_of(post), tags=typed)
    page = reader.get(post.get_absolute_url()).content.decode()
    assert page == shown
    in_order = (
        "_x, a b, AB, alignment, Alpha, beta 2, Beta-1, weight decay, zeta, Émile, Ψ"
    )
    in_order = sorted(in_order.split(", "), key=str.casefold)
    places = [page.index(f">{name}</a>") for name in in_order]
    assert places == sorted(places)
    assert [tag.name for tag in post.tags.all()] == in_order
    assert [
        tag.name for tag in Post.objects.with_names().get(pk=post.pk).tags.all()
    ] == (in_order)


@pytest.mark.parametrize("date", [None, PAST, in_future()])
def test_preview_of_a_stored_post_is_its_page(editor, editor_user, reader, date):
    make_post(title="Older", published_at=PAST.replace(year=2020))
    make_post(title="Newer", published_at=PAST.replace(year=2025))
    post = make_post(published_at=date, tags=("one", "two"), authors=("Ada", "Bob"))
    with time_machine.travel("2029-03-01T10:00:00Z", tick=False):
        editor.force_login(editor_user)
        post.published_at = date or PAST.replace(year=2029)
        post.save()
        shown = preview(editor, post, body=DIFFICULT)["page"]
        write(editor, desk_of(post), body=DIFFICULT)
        assert reader.get(post.get_absolute_url()).content.decode() == shown


@pytest.mark.parametrize("typed", [None, "2021-05-06T07:08:09"])
def test_preview_of_what_was_public_has_the_date_it_will_have(editor, reader, typed):
    make_post(title="Older", published_at=PAST.replace(year=2020))
    make_post(title="Newer", published_at=PAST.replace(year=2025))
    post = make_post()
    write(editor, desk_of(post), button="unpublish")
    fields = {"published_at": typed} if typed else {}
    shown = preview(editor, post, **fields)["page"]
    write(editor, desk_of(post), button="publish", **fields)
    assert reader.get(post.get_absolute_url()).content.decode() == shown


def test_preview_of_a_page_is_the_page(editor, reader):
    make_page(title="Imprint", slug="imprint")
    page = make_page()
    shown = preview(editor, page, "page", body=DIFFICULT)["page"]
    write(editor, desk_of(page), body=DIFFICULT)
    assert reader.get(page.get_absolute_url()).content.decode() == shown
    assert 'aria-current="page"' in shown


def test_preview_speaks_the_sites_language(editor, reader):
    from posts.models import SiteSettings

    site = SiteSettings.load()
    site.language = "de"
    site.save()
    post = make_post()
    shown = preview(editor, post)["page"]
    assert reader.get(post.get_absolute_url()).content.decode() == shown
    assert "Zum Inhalt" in shown


def test_preview_saves_nothing(editor):
    post = make_post()
    preview(editor, post, body="Other.", tags="brand new", byline="Nobody Yet")
    preview(editor, title="New", tags="brand new", byline="Nobody Yet")
    post.refresh_from_db()
    assert "first" in post.body
    assert Post.objects.count() == 1
    from posts.models import Author, Tag

    assert not Tag.objects.exists()
    assert not Author.objects.exists()


def test_preview_of_what_cannot_be_saved_shows_what_is_typed(editor):
    answer = preview(editor, title="", body="Typed *words*.", slug="no/slug")
    assert "Typed <em>words</em>." in answer["page"]
    answer = preview(editor, make_post(), title="", published_at="yesterday")
    assert "An essay</h1>" not in answer["page"]


def test_preview_tells_length_and_report(editor):
    answer = preview(editor, title="T", body="One two three. $\\nonsense{x}$")
    assert answer["words"] >= 3
    assert answer["minutes"] == 1
    assert answer["findings"] > 0
    assert "nonsense" in answer["report"]
    assert answer["reportDigest"]


def test_preview_is_compressed(editor):
    response = editor.post(
        preview_address(), {"body": "word " * 900}, headers={"Accept-Encoding": "gzip"}
    )
    assert response["Content-Encoding"] == "gzip"
    assert b"word word" in gzip.decompress(response.content)


def test_preview_of_a_huge_text_is_a_sentence(editor):
    response = editor.post(preview_address(), {"body": "x" * 1_000_001})
    assert response.status_code == 400
    assert "too long" in response.content.decode()


@pytest.mark.parametrize(
    "query", ["", "?model=user", "?model=post&object=99", "?model=post&object=x"]
)
def test_preview_of_nothing_is_not_found(editor, query):
    response = editor.post(f"/admin/markdown/preview/{query}", {"body": "x"})
    assert response.status_code == 404


# Permission


@pytest.fixture
def author(db) -> User:
    """Somebody who may change their own posts only."""
    user = User.objects.create_user("author", is_staff=True)
    names = ["add_post", "change_post", "view_post", "delete_post"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def test_preview_asks_for_permission_for_that_very_post(author):
    client = Client()
    client.force_login(author)
    own, foreign = make_post(owner=author), make_post(published_at=None)
    for name in ("preview", "autosave"):
        address = f"/admin/markdown/{name}/?model=post&object="
        data = {"body": "x", "session": "2b0f4e0c-6a1e-4f3b-9d6a-0a4a1c1f7a10"}
        assert client.post(f"{address}{own.pk}", data).status_code == 200
        assert client.post(f"{address}{foreign.pk}", data).status_code in {403, 404}
    assert client.post(preview_address(model="page"), {"body": "x"}).status_code == 403


@pytest.mark.parametrize(
    "name", ["preview", "upload", "autosave", "discard_autosave", "draft_link"]
)
def test_strangers_and_other_staff_are_refused(db, reader, name):
    address = f"/admin/markdown/{name}/?model=post"
    assert reader.post(address, {"body": "x"}).status_code == 302
    people = {
        "member": User.objects.create_user("member"),
        "staff": User.objects.create_user("staff", is_staff=True),
    }
    reader.force_login(people["member"])
    assert reader.post(address, {"body": "x"}).status_code == 302
    reader.force_login(people["staff"])
    assert reader.post(address, {"body": "x"}).status_code == 403


def test_whoever_may_write_pages_may_preview_pages_only(db, reader):
    writer = User.objects.create_user("writer", is_staff=True)
    writer.user_permissions.add(Permission.objects.get(codename="add_page"))
    reader.force_login(writer)
    assert reader.post(preview_address(model="page"), {"body": "x"}).status_code == 200
    assert reader.post(preview_address(), {"body": "x"}).status_code == 403


@pytest.mark.parametrize(
    "name", ["preview", "upload", "autosave", "discard_autosave", "draft_link"]
)
def test_editor_endpoints_ask_for_the_token(editor_user, name):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor_user)
    response = client.post(f"/admin/markdown/{name}/?model=post", {"body": "x"})
    assert response.status_code == 403
