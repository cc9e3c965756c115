"""Every address of a feed, read by feedparser; the archive, walked to its end."""

import json
from datetime import UTC, datetime

import feedparser
import pytest
import time_machine
from django.utils import timezone

from posts.feeds import ALIASES, FORMATS
from posts.models import SiteSettings
from tests.support.factories import PAST, make_post

pytestmark = pytest.mark.django_db

SITE = "https://essays.example"
OPERATORS_OWN = {"/blog/index.xml": "rss", "/old/feed.php": "atom", "/f.json": "json"}
PREFIXES = ["/", "/tags/maths/", "/authors/ada/"]
MONTHS = [(2023, 11), (2023, 12), (2024, 3), (2024, 4)]
EACH = 3  # posts in each of these months


@pytest.fixture
def archive():
    """Essays of four months, of which the main document holds four."""
    lines = "\n".join(f"{path} {form}" for path, form in OPERATORS_OWN.items())
    SiteSettings(posts_in_feed=4, feed_addresses=lines).save()
    for year, month in MONTHS:
        for day in range(1, EACH + 1):
            make_post(
                title=f"{year}-{month}-{day}",
                published_at=datetime(year, month, day, 9, tzinfo=UTC),
                tags=("maths",),
                authors=("Ada",),
            )


def get(client, address):
    response = client.get(address.removeprefix(SITE))
    assert response.status_code == 200, address
    return response


def relations(client, address):
    """Return the links of a feed document by their relations."""
    content = get(client, address).content
    if address.endswith(".json"):
        feed = json.loads(content)
        return {"self": feed["feed_url"], "prev-archive": feed.get("next_url")}
    feed = feedparser.parse(content).feed
    return {link.rel: link.href for link in feed.links}


def identifiers(client, address):
    content = get(client, address).content
    if address.endswith(".json"):
        return [item["id"] for item in json.loads(content)["items"]]
    parsed = feedparser.parse(content)
    assert not parsed.bozo, parsed.bozo_exception
    return [entry.id for entry in parsed.entries]


def walk(client, address):
    """Yield the main document's address and those of all archives before it."""
    while address:
        yield address
        address = relations(client, address).get("prev-archive")


@pytest.mark.parametrize(("alias", "form"), (ALIASES | OPERATORS_OWN).items())
def test_other_systems_addresses_answer_with_the_same_bytes(
    archive, reader, alias, form
):
    canonical = f"/{FORMATS[form].file}"
    same, own = get(reader, alias), get(reader, canonical)
    assert same.content == own.content
    assert same["Content-Type"] == own["Content-Type"]
    assert relations(reader, canonical)["self"] == SITE + canonical
    poll = reader.get(alias, headers={"if-none-match": same["ETag"]})
    assert (poll.status_code, poll.content) == (304, b"")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("prefix", PREFIXES)
def test_archive_leads_to_every_post(archive, reader, prefix, form):
    main, *months = walk(reader, f"{SITE}{prefix}{FORMATS[form].file}")
    assert len(months) == len(MONTHS)
    for address in (main, *months):
        assert relations(reader, address)["self"] == address
    newest = identifiers(reader, main)
    archived = [key for month in months for key in identifiers(reader, month)]
    assert len(newest) == 4
    assert len(archived) == len(set(archived)) == EACH * len(MONTHS)
    assert set(newest) <= set(archived)


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_archive_leads_back_to_the_present(archive, reader, form):
    main, *months = walk(reader, f"{SITE}/{FORMATS[form].file}")
    for newer, older in zip(months, months[1:], strict=False):
        assert relations(reader, older)["next-archive"] == newer
        assert relations(reader, older)["current"] == main
    assert "next-archive" not in relations(reader, months[0])
    assert "<fh:archive" in get(reader, months[0]).content.decode()
    assert "<fh:archive" not in get(reader, main).content.decode()


@pytest.mark.parametrize("form", FORMATS)
def test_closed_month_keeps_its_bytes(archive, reader, form):
    _, newest, *closed = walk(reader, f"{SITE}/{FORMATS[form].file}")
    before = {month: get(reader, month).content for month in closed}
    make_post(title="New", published_at=datetime(2024, 4, 30, tzinfo=UTC))
    make_post(title="Newer", published_at=datetime(2024, 5, 1, tzinfo=UTC))
    assert {month: get(reader, month).content for month in closed} == before
    with time_machine.travel(timezone.now().replace(year=2100)):
        assert {month: get(reader, month).content for month in closed} == before
    # A month that was the newest learns only what comes after it.
    if form != "json":
        following = SITE + f"/feeds/2024-05/{FORMATS[form].file}"
        assert relations(reader, newest)["next-archive"] == following


@pytest.mark.parametrize("form", FORMATS)
def test_month_without_posts_has_no_archive(archive, reader, form):
    make_post(published_at=datetime(2099, 1, 1, tzinfo=UTC))
    make_post(published_at=None)
    for month in ("2024-01", "2099-01"):
        assert reader.get(f"/feeds/{month}/{FORMATS[form].file}").status_code == 404


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("prefix", PREFIXES)
def test_feed_of_few_posts_is_its_own_archive(reader, prefix, form):
    post = make_post(tags=("maths",), authors=("Ada",), published_at=PAST)
    main, *months = walk(reader, f"{SITE}{prefix}{FORMATS[form].file}")
    for address in (main, *months):
        assert identifiers(reader, address) == [post.identifier]


def test_month_of_an_archive_is_the_same_in_every_time_zone(reader):
    SiteSettings(time_zone="Pacific/Auckland").save()
    post = make_post(published_at=datetime(2024, 3, 31, 23, tzinfo=UTC))
    assert identifiers(reader, f"{SITE}/feeds/2024-03/rss.xml") == [post.identifier]
