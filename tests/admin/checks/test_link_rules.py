"""The report on links within the site: whether readers arrive, and at what cost."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from posts.admin.checks import anchors, check_article
from posts.models import DraftLink, Page, Redirect
from tests.support.factories import PAST, make_page, make_post
from tests.support.report_texts import draft, found, rules

pytestmark = pytest.mark.django_db


# Links within the site


@pytest.mark.parametrize(
    "address",
    [
        "/posts/none/",
        "/none/",
        "/tags/none/",
        "/tags/none/rss.xml",
        "/authors/none/",
        "/no/such/place.html",
        "/posts/none/#part",
        "https://essays.example/posts/none/",
        "http://essays.example/posts/none/",
        "//essays.example/none/",
        "../none/",
    ],
)
def test_links_to_nothing_are_found(settings, address):
    settings.BASE_URL = "https://essays.example"
    [(rule, line, message)] = found(draft(f"a\n\nb [c]({address})"))
    assert (rule, line) == ("link-broken", 3)
    assert f"There is no public page at {address}" in message


@pytest.mark.parametrize(
    "address",
    [
        "/posts/other/",
        "/posts/other",
        "/posts/other/?a=b#part",
        "/posts/gr%C3%B6%C3%9Fe/",
        "/posts/größe/",
        "/about/",
        "/",
        "/page/2/",
        "/tags/",
        "/tags/nlp/",
        "/tags/nlp/atom.xml",
        "/authors/ann/feed.json",
        "/archive/",
        "/archive/2024/",
        "/subscribe/",
        "/rss.xml",
        "/feeds/2024-03/rss.xml",
        "/sitemap.xml",
        "/favicon.ico",
        "/static/css/site.css",
        "/admin/",
        "../other/",
        "?a=b",
        "https://essays.example",
        "https://essays.example/posts/other/",
        "https://example.org/posts/none/",
        "mailto:ann@essays.example",
        "https://essays.example:8080/none/",
    ],
)
def test_links_to_what_is_public_or_elsewhere_are_left_alone(settings, address):
    settings.BASE_URL = "https://essays.example"
    make_post(slug="other", body="## Part", tags=("NLP",), authors=("Ann",))
    make_post(slug="größe")
    make_page(slug="about")
    assert found(draft(f"[a]({address})")) == []


def test_links_to_what_is_not_public_say_why():
    make_post(slug="sketch", published_at=None)
    make_post(slug="soon", published_at=datetime(2987, 3, 4, 5, 6, tzinfo=UTC))
    make_page(slug="rubbish", published_at=None)
    Page.objects.update(trashed_at=timezone.now())
    body = "[a](/posts/sketch/)\n[b](/posts/soon/)\n[c](/rubbish/)\n[d](/admin/posts/)"
    reasons = [
        ("link-to-draft", 1, "leads to a draft"),
        ("link-to-scheduled", 2, "appears on 4 March 2987, 05:06"),
        ("link-to-trash", 3, "in the trash"),
        ("link-to-admin", 4, "the admin"),
    ]
    for (rule, line, message), (name, place, words) in zip(
        found(draft(body)), reasons, strict=True
    ):
        assert (rule, line) == (name, place)
        assert words in message


def test_private_links_are_not_for_readers():
    link = DraftLink.objects.create(post=make_post(published_at=None))
    path = urlsplit(link.address).path
    [(rule, line, message)] = found(draft(f"a\n[b]({path})"))
    assert (rule, line) == ("link-private", 2)
    assert link.token not in message


def test_a_scheduled_text_may_link_to_one_that_appears_before_it():
    make_post(slug="first", published_at=datetime(2987, 3, 4, tzinfo=UTC))
    body = "[a](/posts/first/)"
    assert rules(draft(body, published_at=datetime(2987, 3, 5, tzinfo=UTC))) == []
    assert rules(draft(body, published_at=PAST)) == ["link-to-scheduled"]


def test_links_to_old_addresses_name_the_new_one():
    post = make_post(slug="before")
    post.slug = "after"
    post.save()
    Redirect.objects.create(old_path="/2021/", new_path="/posts/")
    body = "[a](/posts/before/)\n[b](/2021/after/)"
    assert found(draft(body)) == [
        (
            "link-moved",
            1,
            "/posts/before/ redirects to /posts/after/. Write that address instead.",
        ),
        (
            "link-moved",
            2,
            "/2021/after/ redirects to /posts/after/. Write that address instead.",
        ),
    ]


def test_links_to_what_is_gone_say_so():
    make_post(slug="old").delete()
    assert rules(draft("[a](/posts/old/)")) == ["link-gone"]


def test_tags_and_authors_are_there_once_they_have_a_public_post():
    make_post(published_at=None, tags=("rare",), authors=("Ann",))
    make_post(tags=("nlp",))
    links = "[a](/tags/nlp/) [b](/tags/rare/) [c](/authors/ann/)"
    assert rules(draft(links)) == ["link-to-unused"] * 2
    own = make_post(body=links, tags=("rare",), authors=("Ann",), published_at=None)
    assert rules(own) == []


def test_a_text_may_link_to_itself():
    body = "[a](/posts/own/) [b](/posts/own/#part) [c](/posts/own/#none)\n\n## Part"
    for article in (draft(body, slug="own"), make_post(slug="own", body=body)):
        assert [(rule, line) for rule, line, _ in found(article)] == [
            ("anchor-missing", 1)
        ]


def test_anchors_of_other_texts_are_checked():
    body = "## A & B\n\n## Größe {#grösse}\n\n$$x \\label{eq:e}$$\n\na[^1]\n\n[^1]: b"
    make_post(slug="other", body=body)
    make_page(slug="about", body="<i id='a&amp;b'>c</i>")
    right = ["a-b", "gr%C3%B6sse", "grösse", "eq-e", "fn1", "top", "main", ""]
    links = "\n".join(f"[a](/posts/other/#{name})" for name in right)
    assert found(draft(f"{links}\n[b](/about/#a&b)")) == []
    wrong = "\n[b](/about/#a)\n[c](/posts/other/#grosse)"
    assert [(rule, line) for rule, line, _ in found(draft(wrong))] == [
        ("anchor-missing", 2),
        ("anchor-missing", 3),
    ]


def test_the_same_link_is_named_once_with_all_its_lines():
    body = "\n".join(["[a](/none/)"] * 6)
    [(_, line, message)] = found(draft(body))
    assert line == 1
    assert message.endswith("Also on lines 2, 3, 4 and 2 more.")


@pytest.mark.parametrize(
    ("address", "beginning"),
    [
        ("www.example.org", "https://"),
        ("example.org/a", "https://"),
        ("ann@example.org", "mailto:"),
        ("other-essay/", "https:// or /"),
    ],
)
def test_addresses_without_a_beginning_are_found(address, beginning):
    [(rule, _, message)] = found(draft(f"[a]({address})"))
    assert rule == "link-relative"
    assert message.endswith(f"Begin it with {beginning}.")


def test_links_of_the_summary_are_checked_too():
    [finding] = check_article(draft(summary="See [a](/none/)."))
    assert (finding.field, finding.rule) == ("summary", "link-broken")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/%00", ["link-broken", "file-missing"]),
        ("/\\a", ["link-broken", "file-missing"]),
        ("/posts/%ff/", ["link-broken", "file-missing"]),
        ("/" * 300, ["link-broken", "file-missing"]),
        ("/a/" * 300, ["link-broken", "file-missing"]),
        ("%", ["link-relative", "foreign-media"]),
        ("//[", ["foreign-media"]),
        ("http://[", ["image-refused", "link-refused"]),
        ("./%2e%2e/x", ["link-broken", "foreign-media", "file-missing"]),
    ],
)
def test_odd_addresses_are_looked_up_like_any_other(address, expected):
    body = f"[a](<{address}>) ![b](<{address}>)"
    assert rules(draft(body)) == expected


def test_nothing_is_looked_up_beside_a_text_that_has_no_address_yet():
    assert rules(draft("[a](./%2e%2e/x)", slug="")) == []


# Cost


def test_queries_do_not_grow_with_the_links():
    def body(count: int) -> str:
        return "\n".join(
            f"[a](/posts/p{n}/#h) [b](/tags/t{n}/) [c](/authors/a{n}/) [d](/g{n}/#x)"
            f" [e](/old/{n}/) ![f](/media/{n}.png) [g](/posts/none{n}/)"
            for n in range(count)
        )

    for number in range(6):
        make_post(
            slug=f"p{number}",
            tags=(f"t{number}",),
            authors=(f"a{number}",),
            body="## H",
        )
        make_page(slug=f"g{number}")
    Redirect.objects.create(old_path="/old/", new_path="/posts/")
    counts = []
    for size in (1, 6, 60):
        anchors._remembered.clear()
        with CaptureQueriesContext(connection) as queries:
            assert check_article(draft(body(size)))
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2] <= 12


def test_addresses_without_number_are_not_all_looked_up():
    body = "\n\n".join(f"[a](/{'x/' * 30}{number}/)" for number in range(1_200))
    assert "links-unchecked" in rules(draft(body))
