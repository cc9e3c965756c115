"""The feeds, read by newsboat from a real server: what subscribers are told of."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import feedparser
import pytest

from tests.support.desk_client import Desk
from tests.support.newsboat import Newsboat
from tests.support.served import Prepared, Served, own_database

PAST = datetime(2024, 3, 1, 9, tzinfo=UTC)
BODY = "The first words.\n\nIn the middle, $x^2$.\n\nThe last words."
FILES = ("rss.xml", "atom.xml", "feed.json")
DUE_IN = 6  # seconds


def dates(site: Served, subscriber: Newsboat) -> dict[str, tuple[datetime, datetime]]:
    """Return when each item of a feed was published and updated, by its id."""
    feed = feedparser.parse(site.ask(subscriber.address.removeprefix(site.url)).body)
    return {
        entry.id: (moment(entry.published_parsed), moment(entry.updated_parsed))
        for entry in feed.entries
    }


def moment(parts: time.struct_time) -> datetime:
    return datetime(*parts[:6], tzinfo=UTC)


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, prepared: Prepared
) -> Iterator[Served]:
    """A site with three posts, served by two processes."""
    for environment in own_database():
        machine = prepared.machine(tmp_path_factory.mktemp("read"), environment)
        served = machine.start("--workers", "2").wait()
        desk = Desk(served)
        for number in range(3):
            desk.write(title=f"Essay {number}", body=BODY, published_at=PAST)
        yield served
        served.stop()


@pytest.fixture(scope="module")
def desk(site: Served) -> Desk:
    return Desk(site)


@pytest.fixture
def essay(desk: Desk) -> Iterator[int]:
    """A published essay of the test's own."""
    slug = f"essay-{uuid4().hex}"
    key = desk.write(title="Of bees", slug=slug, body=BODY, published_at=PAST)
    yield key
    desk.delete(key)


@pytest.fixture(params=["rss.xml", "atom.xml"])
def subscriber(
    request: pytest.FixtureRequest, site: Served, essay: int, tmp_path: Path
) -> Iterator[Newsboat]:
    """Somebody who has subscribed, and has read all there is."""
    newsboat = Newsboat(tmp_path / "newsboat", f"{site.url}/{request.param}")
    assert newsboat.reload().status == 200
    # Version 2.21 keeps the validators of the second answer, not of the first.
    newsboat.reload()
    newsboat.read_all()
    yield newsboat
    newsboat.close()


def test_first_fetch_brings_every_essay_in_full(site, essay, desk, subscriber):
    posts = site.ask("/").text.count('class="post-summary')
    assert len(subscriber.items) == posts >= 4
    item = subscriber.items[desk.identifier(essay)]
    assert item.title == "Of bees"
    assert item.url == desk.address(essay)
    for words in ("The first words.", "<math", "The last words."):
        assert words in item.content


def test_polling_again_costs_nothing(subscriber):
    for _ in range(3):
        poll = subscriber.reload()
        assert (poll.is_conditional, poll.status, poll.size) == (True, 304, 0)
    assert subscriber.count_unread() == 0


def test_correction_reaches_readers_and_announces_nothing(essay, desk, subscriber):
    before = subscriber.items
    desk.change(essay, title="Of bees and wasps", body=BODY.replace("last", "final"))
    assert subscriber.reload().status == 200
    after = subscriber.items
    assert after.keys() == before.keys()
    assert subscriber.count_unread() == 0
    item = after[desk.identifier(essay)]
    assert item.title == "Of bees and wasps"
    assert "The final words." in item.content
    assert subscriber.reload().status == 304


def test_new_address_keeps_the_item_and_the_old_one_leads_on(
    site, essay, desk, subscriber
):
    guid = desk.identifier(essay)
    old = subscriber.items[guid].url
    slug = f"bees-{uuid4().hex}"
    desk.change(essay, slug=slug)
    assert subscriber.reload().status == 200
    assert subscriber.count_unread() == 0
    assert subscriber.items[guid].url == f"{site.url}/posts/{slug}/"
    led = site.ask(old.removeprefix(site.url))
    assert (led.status, led.headers["Location"]) == (301, f"/posts/{slug}/")


def test_announced_revision_is_no_new_item(site, essay, desk, subscriber):
    before = dates(site, subscriber)
    now = datetime.now(UTC)
    desk.change(essay, body=BODY + "\n\nA revision.", note="One paragraph more.")
    assert subscriber.reload().status == 200
    assert subscriber.count_unread() == 0
    guid = desk.identifier(essay)
    assert "A revision." in subscriber.items[guid].content
    after = dates(site, subscriber)
    assert {key for key in after if after[key] != before[key]} == {guid}
    assert abs(after[guid][1] - now) < timedelta(seconds=20)


def test_unpublished_essay_leaves_the_feed(site, essay, desk, subscriber):
    guid = desk.identifier(essay)
    path = subscriber.items[guid].url.removeprefix(site.url)
    desk.unpublish(essay)
    poll = subscriber.reload()
    assert poll.status == 200
    assert guid not in dates(site, subscriber)
    assert subscriber.count_unread() == 0
    assert site.ask(path).status == 410
    desk.change(essay, published_at=PAST)
    subscriber.reload()
    assert guid in dates(site, subscriber)
    assert subscriber.count_unread() == 0


def test_new_essay_is_one_new_item(desk, subscriber):
    known = subscriber.items.keys()
    draft = desk.write(title="Not yet", body=BODY)
    assert subscriber.reload().status == 304
    desk.write(title="Of ants", body=BODY, published_at=PAST)
    assert subscriber.reload().status == 200
    [guid] = subscriber.items.keys() - known
    assert subscriber.items[guid].title == "Of ants"
    assert subscriber.count_unread() == 1
    desk.change(draft, published_at=PAST)
    subscriber.reload()
    assert subscriber.count_unread() == 2


def test_scheduled_essay_appears_when_it_is_due(desk, subscriber):
    known = subscriber.items.keys()
    due = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=DUE_IN)
    key = desk.write(title="Of moths", body=BODY, published_at=due)
    subscriber.reload()
    assert subscriber.items.keys() == known
    assert datetime.now(UTC) < due
    time.sleep((due - datetime.now(UTC)).total_seconds())
    assert subscriber.reload().status == 200
    assert subscriber.items.keys() - known == {desk.identifier(key)}
    assert subscriber.count_unread() == 1
    assert subscriber.reload().status == 304


def test_every_feed_of_many_at_once_holds_only_its_own(site, desk):
    names = ("ants", "bees")
    keys = [
        desk.write(title=f"Only {name}", body=BODY, tags=name, published_at=PAST)
        for name in names
    ]
    addresses = [f"/tags/{name}/{file}" for name in names for file in FILES] * 12
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(site.ask, addresses))
    for address, answer in zip(addresses, answers, strict=True):
        own, other = names if "ants" in address else reversed(names)
        assert answer.status == 200
        assert f"Only {own}" in answer.text
        assert f"{site.url}{address}" in answer.text
        assert other not in answer.text
    for key in keys:
        desk.delete(key)
