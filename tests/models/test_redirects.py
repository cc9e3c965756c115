"""A changed address leads on; one that was taken back says so."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from posts.models import Author, Page, Post, Redirect, Tag
from tests.support.factories import PAST, in_future, make_page, make_post

pytestmark = pytest.mark.django_db


def leads(client, address):
    """Return status and target of an address."""
    answer = client.get(address)
    return answer.status_code, answer.get("Location")


def rename(row, slug):
    row.slug = slug
    row.full_clean()
    row.save()


@pytest.mark.parametrize(("make", "at"), [(make_post, "/posts/"), (make_page, "/")])
def test_a_changed_address_leads_on(make, at, reader):
    rename(make(slug="old"), "new")
    assert leads(reader, f"{at}old/") == (301, f"{at}new/")
    assert leads(reader, f"{at}new/") == (200, None)


def test_a_renamed_tag_takes_its_feeds_along(reader):
    make_post(tags=("old",))
    rename(Tag.objects.get(), "new")
    for rest in ("", "rss.xml", "atom.xml"):
        assert leads(reader, f"/tags/old/{rest}") == (301, f"/tags/new/{rest}")


def test_a_renamed_author_is_found(reader):
    make_post(authors=("Old",))
    rename(Author.objects.get(), "new")
    assert leads(reader, "/authors/old/") == (301, "/authors/new/")


def test_chains_are_one_step(reader):
    post = make_post(slug="a")
    for slug in ("b", "c", "d"):
        rename(post, slug)
    assert {leads(reader, f"/posts/{slug}/") for slug in "abc"} == {(301, "/posts/d/")}


def test_an_old_address_without_a_slash_leads_on(reader):
    make_page(slug="about")
    Redirect.objects.create(old_path="/essay", new_path="/about/")
    assert leads(reader, "/essay") == (301, "/about/")
    assert leads(reader, "/about") == (301, "/about/")


def test_an_address_may_come_back(reader):
    post = make_post(slug="a")
    rename(post, "b")
    rename(post, "a")
    assert leads(reader, "/posts/a/") == (200, None)
    assert leads(reader, "/posts/b/") == (301, "/posts/a/")


def test_an_address_that_leads_elsewhere_is_refused():
    rename(make_post(slug="a"), "b")
    with pytest.raises(ValidationError, match="now leads to “/posts/b/”"):
        Post(title="T", slug="a", body="x").full_clean()
    assert make_post(title="A").slug == "a-2"


@pytest.mark.parametrize("date", [None, in_future()])
def test_drafts_and_scheduled_posts_leave_nothing_behind(date, reader):
    rename(make_post(slug="a", published_at=date), "b")
    assert not Redirect.objects.exists()


@pytest.mark.parametrize("model", [Post, Page])
def test_what_was_taken_back_is_gone(model, reader):
    make = make_post if model is Post else make_page
    article = make(slug="a")
    article.published_at = None
    article.save()
    assert leads(reader, article.get_absolute_url()) == (410, None)
    article.published_at = PAST
    article.save()
    assert leads(reader, article.get_absolute_url()) == (200, None)


def test_unpublishing_many_at_once_is_no_different(reader, editor):
    chosen = [make_post(slug=slug).pk for slug in ("a", "b")]
    for action, status in (("unpublish", 410), ("publish", 200)):
        fields = {"action": action, "_selected_action": chosen}
        asked = editor.post("/admin/posts/post/", fields)
        plan = asked.context["plan"].digest
        editor.post("/admin/posts/post/", fields | {"plan": plan})
        assert leads(reader, "/posts/a/") == (status, None)
        assert leads(reader, "/posts/b/") == (status, None)


@pytest.mark.parametrize("many", [False, True])
def test_what_was_deleted_is_gone(many, reader):
    post = make_post(slug="a")
    make_post(slug="draft", published_at=None)
    (Post.objects.all() if many else post).delete()
    assert leads(reader, "/posts/a/") == (410, None)
    assert leads(reader, "/posts/draft/") == (404, None)


def test_a_new_text_may_stand_where_one_was_deleted(reader):
    make_post(slug="a").delete()
    make_post(slug="a")
    assert leads(reader, "/posts/a/") == (200, None)


def test_redirects_can_be_made_by_hand(editor, reader):
    make_post(slug="a")
    made = editor.post(
        "/admin/posts/redirect/add/",
        {"old_path": "/2021/03/essay.html", "new_path": "/posts/a/"},
    )
    assert made.status_code == 302
    assert leads(reader, "/2021/03/essay.html") == (301, "/posts/a/")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("/a/", "/a/", "lead back to itself"),
        ("a", "/b/", "Write a path on this site"),
        ("/a/", "javascript:x", "is not an address"),
        ("/a/", "//evil.example", "is not an address"),
        ("/b/", "/a/", "lead back to itself"),
    ],
)
def test_a_redirect_that_leads_nowhere_is_refused(old, new, words, editor):
    Redirect.objects.create(old_path="/a/", new_path="/b/") if old == "/b/" else None
    answer = editor.post(
        "/admin/posts/redirect/add/", {"old_path": old, "new_path": new}
    )
    assert words in answer.content.decode()


def test_a_redirect_over_a_page_is_refused_and_one_to_nowhere_warned_of(editor):
    make_post(slug="a", tags=("maths",))
    add = "/admin/posts/redirect/add/"
    for living in ("/", "/posts/a/", "/tags/maths/", "/rss.xml", "/archive/"):
        answer = editor.post(add, {"old_path": living, "new_path": "/about-us/"})
        assert "page at this address" in answer.text or living == "/"
    assert not Redirect.objects.exists()
    sent = {"old_path": "/b/", "new_path": "/posts/none/"}
    assert (
        "Readers find nothing at /posts/none/"
        in editor.post(add, sent, follow=True).text
    )
    sent = {"old_path": "/c/", "new_path": "/posts/a/#there"}
    assert "Readers find nothing" not in editor.post(add, sent, follow=True).text


def test_an_address_that_is_a_query_may_lead_on(editor, reader):
    """As WordPress's plain addresses are: the front page lies at all of them."""
    make_post(slug="a")
    sent = {"old_path": "/?p=12", "new_path": "/posts/a/"}
    editor.post("/admin/posts/redirect/add/", sent)
    for address in ("/?p=12", "/?utm_source=x&p=12"):
        assert leads(reader, address) == (301, "/posts/a/")
    for address in ("/?p=123", "/?p=1", "/", "/rss.xml?p=12"):
        assert leads(reader, address) == (200, None)


def test_addresses_in_any_script_lead_on(reader):
    rename(make_post(slug="größe"), "λ")
    status, target = leads(reader, "/posts/größe/")
    assert status == 301
    assert reader.get(target).status_code == 200


@pytest.mark.parametrize("address", ["/%00/", "/" + "a/" * 20_000])
def test_an_absurd_address_is_not_looked_up_at_length(address, reader):
    with CaptureQueriesContext(connection) as queries:
        assert reader.get(address).status_code == 404
    assert sum(len(query["sql"]) for query in queries) < 200_000


# Found by attack


def test_what_comes_back_brings_its_older_addresses_along(reader):
    post = make_post(slug="a")
    rename(post, "b")
    for date, status in ((None, 410), (PAST, 301)):
        post.published_at = date
        post.save()
        assert leads(reader, "/posts/a/")[0] == status
    assert leads(reader, "/posts/a/") == (301, "/posts/b/")


def test_a_text_renamed_while_hidden_is_found_again(reader):
    post = make_post(slug="a")
    post.published_at = None
    post.save()
    rename(post, "b")
    assert leads(reader, "/posts/a/") == (410, None)
    assert leads(reader, "/posts/b/") == (404, None)
    rename(post, "c")
    assert leads(reader, "/posts/b/") == (404, None)
    post.published_at = PAST
    post.save()
    assert leads(reader, "/posts/a/") == (301, "/posts/c/")
    assert leads(reader, "/posts/b/") == (404, None)
    assert leads(reader, "/posts/c/") == (200, None)


def test_a_hidden_text_that_gets_its_old_address_back_is_gone_there(reader):
    post = make_post(slug="a")
    post.published_at = None
    post.save()
    for slug in ("b", "a"):
        rename(post, slug)
    assert leads(reader, "/posts/a/") == (410, None)
    assert leads(reader, "/posts/b/") == (404, None)


@pytest.mark.parametrize(("make", "at"), [(make_post, "/posts/"), (make_page, "/")])
def test_a_text_renamed_while_scheduled_is_found_once_it_comes_due(make, at, reader):
    article = make(slug="a")
    article.published_at = in_future()
    article.save()
    rename(article, "b")
    rename(article, "c")
    assert leads(reader, f"{at}a/") == (410, None)
    with time_machine.travel(article.published_at + timedelta(seconds=1)):
        assert leads(reader, f"{at}a/") == (301, f"{at}c/")
        assert leads(reader, f"{at}b/") == (404, None)
        assert leads(reader, f"{at}c/") == (200, None)
        assert leads(reader, f"{at}c/further/") == (404, None)


def test_what_came_due_and_is_renamed_leads_on_from_where_it_was(reader):
    post = make_post(slug="a")
    post.published_at = in_future()
    post.save()
    rename(post, "b")
    with time_machine.travel(post.published_at + timedelta(seconds=1)):
        rename(post, "c")
        for slug in "ab":
            assert leads(reader, f"/posts/{slug}/") == (301, "/posts/c/")


@pytest.mark.parametrize("many", [False, True])
def test_what_came_due_and_was_deleted_is_gone(many, reader):
    post = make_post(slug="a")
    post.published_at = in_future()
    post.save()
    rename(post, "b")
    with time_machine.travel(post.published_at + timedelta(seconds=1)):
        (Post.objects.all() if many else post).delete()
        assert leads(reader, "/posts/a/") == (410, None)
        assert leads(reader, "/posts/b/") == (410, None)


@pytest.mark.parametrize(
    ("address", "status", "target"),
    [
        ("/old//evil.example/", 301, "/evil.example/"),
        ("/old/a%3Fb%23c", 301, "/a%3Fb%23c"),
        ("/old//[x", 301, "/%5Bx"),
        ("/old/?a=1", 301, "/?a=1"),
        ("/query/?b=2", 301, "/?a=1&b=2#there"),
        ("/host/.evil.example", 404, None),
        ("/host/@evil.example", 404, None),
        ("/host/", 301, "https://elsewhere.example"),
    ],
)
def test_nobody_is_led_where_the_redirect_does_not_lead(
    address, status, target, reader
):
    Redirect.objects.create(old_path="/old/", new_path="/")
    Redirect.objects.create(old_path="/query/", new_path="/?a=1#there")
    Redirect.objects.create(old_path="/host/", new_path="https://elsewhere.example")
    assert leads(reader, address) == (status, target)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/a/", "/a/b/"),
        ("/a/", "/a/?x=1"),
        ("/a/", "/a/#there"),
        ("/a/", "http://essays.example/a/"),
        ("/a/", "///evil.example/"),
        ("/a/", "https://essays.example/a/"),
        ("/", "/b/"),
        ("/a#x", "/b/"),
        ("/a/", "https://["),
        ("/a/", "/\\evil.example"),
    ],
)
def test_redirects_that_could_only_harm_are_refused(old, new):
    with pytest.raises(ValidationError):
        Redirect(old_path=old, new_path=new).full_clean()


def test_an_old_address_typed_in_percents_is_found(reader):
    redirect = Redirect(old_path="/%E6%B7%B1/", new_path="/")
    redirect.full_clean()
    redirect.save()
    assert leads(reader, "/深/") == (301, "/")


def test_browsers_do_not_keep_a_redirect_for_ever(reader):
    rename(make_post(slug="a"), "b")
    assert reader.get("/posts/a/")["Cache-Control"] == "public, max-age=600"


def test_what_is_gone_is_asked_for_again_each_time(reader):
    """Else a text that is brought back stays gone for whoever looked meanwhile."""
    post = make_post(slug="a")
    post.published_at = None
    post.save()
    response = reader.get("/posts/a/")
    assert response.status_code == 410
    assert response["Cache-Control"] == "public, no-cache"


def test_a_path_of_many_slashes_costs_little(reader, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        assert reader.get("/x" + "/" * 40_000).status_code == 404


def test_a_deleted_tag_may_come_back_under_its_address(reader):
    make_post(slug="a", tags=("maths",))
    Tag.objects.get().delete()
    make_post(slug="b", tags=("maths",))
    assert leads(reader, "/tags/maths/") == (200, None)
