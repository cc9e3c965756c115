"""Polling is free: validators, 304, caching and codings of every public answer."""

import gzip
from datetime import timedelta

import brotli
import pytest
import time_machine
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import http_date

from posts.http_caching import release_digest, started
from posts.models import (
    Author,
    ContentVersion,
    NavigationLink,
    Page,
    Post,
    SiteSettings,
    Tag,
)
from posts.response_store import OVERHEAD, ResponseStore
from tests.support.factories import PAST, make_page, make_post

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/",
    "/posts/a/",
    "/tags/",
    "/tags/maths/",
    "/about/",
    "/archive/",
    "/rss.xml",
    "/atom.xml",
    "/tags/maths/rss.xml",
    "/sitemap.xml",
]


@pytest.fixture(autouse=True)
def content():
    make_post(slug="a", tags=("maths",), authors=("Ada",))
    make_page()


def later():
    """A moment when the second of the last change is over."""
    return time_machine.travel(timezone.now() + timedelta(seconds=2))


@pytest.mark.parametrize("address", ADDRESSES)
def test_whoever_has_any_version_gets_304_where_there_is_one(address, reader):
    any_version = {"if-none-match": "*"}
    assert reader.get(address, headers=any_version).status_code == 304
    assert reader.get("/posts/none/", headers=any_version).status_code == 404


@pytest.mark.parametrize(
    "address", [*ADDRESSES, "/static/css/site.css", "/media/a.png", "/admin/login/"]
)
def test_unknown_host_gets_400_even_of_what_is_cached(address, reader):
    etag = reader.get(address)["ETag"] if address in ADDRESSES else "*"
    forged = {"host": "evil.example", "if-none-match": etag}
    answer = reader.get(address, headers=forged)
    assert answer.status_code == 400
    assert "evil.example" not in answer.text
    assert "Content-Security-Policy" in answer


@pytest.mark.parametrize("address", ADDRESSES)
def test_unchanged_answers_304_without_a_body(address, reader):
    with later():
        first = reader.get(address)
        again = reader.get(address, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]
        assert again["Cache-Control"] == first["Cache-Control"]
        dated = reader.get(
            address, headers={"if-modified-since": first["Last-Modified"]}
        )
        assert (dated.status_code, dated.content) == (304, b"")


@pytest.mark.parametrize("address", ADDRESSES)
def test_304_costs_one_query(address, reader, django_assert_num_queries):
    tag = reader.get(address)["ETag"]
    with django_assert_num_queries(1):
        reader.get(address, headers={"if-none-match": tag})


def test_304_by_date_costs_one_query_too(reader, django_assert_num_queries):
    for address in ("/", "/archive/", "/rss.xml", "/atom.xml", "/feed.json"):
        known = {"if-modified-since": http_date(timezone.now().timestamp() + 60)}
        with django_assert_num_queries(1):
            assert reader.get(address, headers=known).status_code == 304


def test_a_date_confirms_nothing_that_is_not_there(reader):
    known = {"if-modified-since": http_date(timezone.now().timestamp() + 60)}
    for address in ("/posts/none/", "/tags/none/rss.xml", "/none/", "/no.such.file"):
        assert reader.get(address, headers=known).status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_says_what_get_says(address, reader):
    got, asked = reader.get(address), reader.head(address)
    assert asked.content == b""
    for name in ("ETag", "Last-Modified", "Cache-Control", "Content-Length", "Vary"):
        assert asked[name] == got[name]
    assert reader.head(address, headers={"if-none-match": got["ETag"]}).status_code == (
        304
    )


def test_the_etag_goes_before_the_date(reader):
    with later():
        first = reader.get("/")
        answer = reader.get(
            "/",
            headers={
                "if-none-match": '"another"',
                "if-modified-since": first["Last-Modified"],
            },
        )
    assert answer.status_code == 200


@pytest.mark.parametrize("prefix", ["", '"other", ', "W/"])
def test_etags_are_found_in_lists_and_compared_weakly(prefix, reader):
    known = prefix + reader.get("/")["ETag"]
    assert reader.get("/", headers={"if-none-match": known}).status_code == 304


@pytest.mark.parametrize(
    "headers",
    [
        {"if-none-match": "nonsense"},
        {"if-none-match": '"'},
        {"if-modified-since": "yesterday"},
        {"if-modified-since": ""},
        {"if-modified-since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ],
)
def test_nonsense_conditions_are_ignored(headers, reader):
    assert reader.get("/", headers=headers).status_code == 200


def test_every_address_has_validators_of_its_own(reader):
    assert len({reader.get(address)["ETag"] for address in ADDRESSES}) == len(ADDRESSES)
    assert reader.get("/nothing/").get("ETag") is None


CHANGES = {
    "save": lambda: Post.objects.get().save(),
    "update": lambda: Post.objects.update(title_html="Other"),
    "unpublish": lambda: Post.objects.update(published_at=None),
    "delete": lambda: Post.objects.all().delete(),
    "bulk_create": lambda: Post.objects.bulk_create(
        [Post(title="B", slug="b", published_at=PAST)]
    ),
    "page": lambda: Page.objects.update(title_text="Other"),
    "tag": lambda: Tag.objects.update(name="Other"),
    "untag": lambda: Post.objects.get().tags.clear(),
    "author": lambda: Author.objects.update(name="Other"),
    "unsign": lambda: Post.objects.get().authorships.all().delete(),
    "site": lambda: SiteSettings.objects.update(title="Other"),
    "link": lambda: NavigationLink.objects.create(label="x", address="/x/"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_shows_changes_the_validators(change, reader):
    before = reader.get("/")["ETag"]
    change()
    answer = reader.get("/", headers={"if-none-match": before})
    assert answer.status_code == 200
    assert answer["ETag"] != before


@pytest.mark.parametrize("make", [make_post, make_page])
@pytest.mark.parametrize("dates", [(PAST, None), (None, PAST)])
def test_an_untagged_text_published_or_not_by_update_changes_every_validator(
    make, dates, reader, monkeypatch
):
    before, after = dates
    # No tags and no authors, whose own rows would show that something has changed.
    text = make(slug="bare", published_at=before)
    monkeypatch.setattr("posts.http_caching.started", lambda: PAST)
    ContentVersion.objects.update(changed_at=PAST)
    known = {address: reader.get(address) for address in ADDRESSES}
    type(text).objects.filter(pk=text.pk).update(published_at=after)
    for address, old in known.items():
        new = reader.get(address, headers={"if-none-match": old["ETag"]})
        assert new.status_code == 200
        assert new["ETag"] != old["ETag"]
        assert new["Last-Modified"] != old["Last-Modified"]


def test_a_draft_changes_no_validator(reader):
    before = reader.get("/")["ETag"]
    draft = Post.objects.create(title="Draft", body="x")
    draft.body = "y"
    draft.save()
    Post.objects.filter(pk=draft.pk).update(title="Other")
    draft.delete()
    assert reader.get("/")["ETag"] == before


def test_a_change_that_is_rolled_back_changes_nothing(reader):
    from django.db import transaction

    before = reader.get("/")["ETag"]
    with transaction.atomic():
        Post.objects.get().save()
        transaction.set_rollback(True)
    assert reader.get("/")["ETag"] == before


@pytest.mark.parametrize(
    ("make", "address"), [(make_post, "/rss.xml"), (make_page, "/archive/")]
)
def test_a_text_that_comes_due_changes_the_validators(make, address, reader):
    due = timezone.now() + timedelta(seconds=30)
    make(title="Due", published_at=due)
    before = reader.get(address)
    assert "s-maxage=29" in before["Cache-Control"]
    known = {"if-none-match": before["ETag"]}
    dated = {"if-modified-since": http_date((due - timedelta(seconds=1)).timestamp())}
    with time_machine.travel(due + timedelta(seconds=2)):
        for headers in (known, dated):
            answer = reader.get(address, headers=headers)
            assert answer.status_code == 200
            assert b"Due" in answer.content
        assert "s-maxage=60" in answer["Cache-Control"]


def test_two_changes_in_one_second_are_both_seen(reader):
    now = timezone.now().replace(microsecond=100_000)
    with time_machine.travel(now, tick=False):
        ContentVersion.objects.update(changed_at=now)
        between = reader.get("/")
    with time_machine.travel(now + timedelta(seconds=0.7), tick=False):
        Post.objects.update(title_html="Other")
        ContentVersion.objects.update(changed_at=timezone.now())
    with time_machine.travel(now + timedelta(seconds=10)):
        known = {"if-modified-since": between["Last-Modified"]}
        assert reader.get("/", headers=known).status_code == 200


@pytest.mark.parametrize("address", ["/rss.xml", "/feed.json", "/feed/", "/rss"])
def test_a_feed_is_built_once_while_nothing_changes(
    address, reader, django_assert_num_queries
):
    with later():
        first = reader.get(address, headers={"accept-encoding": "gzip"})
        with django_assert_num_queries(1):
            again = reader.get(address, headers={"accept-encoding": "gzip"})
    assert (again.content, again.headers) == (first.content, first.headers)
    plain = reader.get(address)
    assert gzip.decompress(again.content) == plain.content
    Post.objects.update(title_text="Another")
    assert b"Another" in reader.get(address).content


def test_new_content_never_carries_a_date_that_its_reader_knows(reader):
    with later():
        first = reader.get("/rss.xml")
        known = {"if-none-match": first["ETag"]}
        dated = {"if-modified-since": first["Last-Modified"]}
        assert reader.get("/rss.xml", headers=known | dated).status_code == 304
    # As after a restored backup: other content under an earlier date.
    Post.objects.update(title_text="Restored")
    ContentVersion.objects.update(changed_at=PAST)
    with later():
        again = reader.get("/rss.xml", headers=known | dated)
        assert again.status_code == 200
        assert "Last-Modified" not in again
        assert "Last-Modified" in reader.get("/rss.xml", headers=known)


@pytest.mark.parametrize("address", ADDRESSES)
def test_built_once_for_all_who_ask(address, reader, editor, django_assert_num_queries):
    first = editor.get(address)
    with django_assert_num_queries(1):  # for the version
        second = reader.get(address)
    assert second.content == first.content
    assert sorted(second.items()) == sorted(first.items())
    head = reader.head(address)
    assert (head.status_code, head["ETag"]) == (200, first["ETag"])


def test_what_an_editor_sees_of_a_draft_is_kept_for_nobody(reader, editor):
    make_post(slug="draft", published_at=None)
    for who, status in ((editor, 200), (reader, 404), (editor, 200), (reader, 404)):
        assert who.get("/posts/draft/").status_code == status


def test_store_is_bounded_in_bytes_and_forgets_what_was_not_used():
    store = ResponseStore(most_bytes=3 * (100 + OVERHEAD))
    for key in "abc":
        store.put(key, HttpResponse(key.encode() * 100))
    store.get("a")
    store.put("d", HttpResponse(b"d" * 100))
    assert store.get("b") is None
    assert [store.get(key).content for key in "acd"] == [
        b"a" * 100,
        b"c" * 100,
        b"d" * 100,
    ]
    store.put("e", HttpResponse(b"e" * 10_000))
    assert not any(map(store.get, "abcde"))


def test_shared_caches_may_answer(reader):
    for address in ADDRESSES:
        rule = reader.get(address)["Cache-Control"]
        assert rule.startswith("public, max-age=0, s-maxage=60")
        assert "stale-while-revalidate=" in rule
        assert "stale-if-error=" in rule


def test_drafts_and_the_admin_are_left_alone(editor):
    make_post(slug="draft", published_at=None)
    for address in ("/posts/draft/", "/admin/"):
        answer = editor.get(address)
        assert answer.get("ETag") is None
        assert "no-store" in answer["Cache-Control"]


UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br;q=0.1, gzip;q=0.5", "gzip"),
        ("*", "br"),
        ("identity", None),
        ("gzip;q=0", None),
        ("gzip;q=x", None),
        ("", None),
    ],
)
def test_answers_are_compressed_as_asked(accepted, coding, reader):
    plain = reader.get("/rss.xml")
    packed = reader.get("/rss.xml", headers={"accept-encoding": accepted})
    assert packed.get("Content-Encoding") == coding
    assert "Accept-Encoding" in packed["Vary"]
    if coding:
        assert UNPACK[coding](packed.content) == plain.content
        assert packed["ETag"] != plain["ETag"]
        assert int(packed["Content-Length"]) == len(packed.content)
    known = {"accept-encoding": accepted, "if-none-match": packed["ETag"]}
    assert reader.get("/rss.xml", headers=known).status_code == 304


def test_the_same_bytes_while_nothing_changed(reader):
    for address in ADDRESSES:
        headers = {"accept-encoding": "gzip"}
        one = reader.get(address, headers=headers)
        with time_machine.travel(timezone.now() + timedelta(hours=5)):
            other = reader.get(address, headers=headers)
        assert one.content == other.content
        assert one["ETag"] == other["ETag"]


def test_a_new_release_changes_the_validators(reader, monkeypatch):
    before = reader.get("/")["ETag"]
    monkeypatch.setattr("posts.http_caching.release_digest", lambda: "another")
    assert reader.get("/")["ETag"] != before


def test_a_release_is_the_same_while_python_compiles_it(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    compiled = tmp_path / "posts" / "__pycache__"
    compiled.mkdir(parents=True)
    (tmp_path / "posts" / "views.py").write_text("views")
    # Past the memory: each worker works it out anew.
    before = release_digest.__wrapped__(), started.__wrapped__()
    (compiled / "views.cpython-313.pyc.139847").write_bytes(b"half of it")
    assert (release_digest.__wrapped__(), started.__wrapped__()) == before
    (tmp_path / "posts" / "views.py").write_text("others")
    assert release_digest.__wrapped__() != before[0]
