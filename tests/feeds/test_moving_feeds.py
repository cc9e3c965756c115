"""Moving here from another system: at the old address, with the old ids, nobody is told
of an old essay again."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import feedparser
import pytest

from tests.support.newsboat import Newsboat
from tests.support.served import ROOT, Machine

OLD = "https://old.example"
ESSAYS = {
    f"Essay {number}": datetime(2020, 1, number, 9, tzinfo=UTC)
    for number in range(1, 6)
}

type Identify = Callable[[datetime], str]


def jekyll(port: int, identify: Identify) -> str:
    """Return a feed in the form that jekyll-feed gives it (Atom)."""
    site = f"http://127.0.0.1:{port}"
    entries = "".join(
        f'<entry><title type="html">{title}</title>'
        f'<link href="{address(date)}" rel="alternate" type="text/html"'
        f' title="{title}" /><published>{date.isoformat()}</published>'
        f"<updated>{date.isoformat()}</updated><id>{identify(date)}</id>"
        f'<content type="html" xml:base="{address(date)}">'
        "&lt;p&gt;As Jekyll had it.&lt;/p&gt;</content>"
        '<summary type="html">As Jekyll had it.</summary></entry>'
        for title, date in ESSAYS.items()
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<feed xmlns="http://www.w3.org/2005/Atom">'
        '<generator uri="https://jekyllrb.com/" version="4.3.3">Jekyll</generator>'
        f'<link href="{site}/feed.xml" rel="self" type="application/atom+xml" />'
        f'<link href="{OLD}/" rel="alternate" type="text/html" />'
        f"<updated>2020-02-01T00:00:00+00:00</updated><id>{OLD}/feed.xml</id>"
        f'<title type="html">Old essays</title>{entries}</feed>'
    )


def drupal(port: int, identify: Identify) -> str:
    """Return a feed in RSS whose guids are no IRIs."""
    items = "".join(
        f"<item><title>{title}</title><link>{address(date)}</link>"
        "<description>&lt;p&gt;As it was.&lt;/p&gt;</description>"
        f"<pubDate>{date:%a, %d %b %Y %H:%M:%S} +0000</pubDate>"
        f'<guid isPermaLink="false">{identify(date)}</guid></item>'
        for title, date in ESSAYS.items()
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>Old essays</title><link>{OLD}/</link>"
        f"<description>Essays</description>{items}</channel></rss>"
    )


def address(date: datetime) -> str:
    return f"{OLD}/{date:%Y/%m/%d}/title.html"


def number(date: datetime) -> str:
    return f"{date.day} at {OLD}"


@contextmanager
def serving(feed: str, server: ThreadingHTTPServer) -> Iterator[None]:
    """Serve one document at every address, as the old site did."""
    server.feed = feed.encode()  # type: ignore[attr-defined]
    Thread(target=server.serve_forever, daemon=True).start()
    yield
    server.shutdown()
    server.server_close()


class OldSite(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        feed: bytes = self.server.feed  # type: ignore[attr-defined]
        self.send_response_only(200)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(feed)))
        self.send_header("ETag", '"old"')
        self.send_header("Last-Modified", "Sat, 01 Feb 2020 00:00:00 GMT")
        self.end_headers()
        self.wfile.write(feed)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def bring_over(machine: Machine, identify: Identify) -> None:
    """Store the essays with their old ids, as an importer would."""
    rows = [(title, date.isoformat(), identify(date)) for title, date in ESSAYS.items()]
    code = (
        "from datetime import datetime\n"
        "from posts.models import Post\n"
        f"for title, date, identifier in {rows!r}:\n"
        "    Post.objects.create(title=title, body='As it is *here*.',\n"
        "        published_at=datetime.fromisoformat(date), identifier=identifier)\n"
    )
    own = {"POSTS_DATA_DIR": str(machine.folder), **machine.environment}
    subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
        cwd=ROOT,
        env=os.environ | own,
        check=True,
    )


@pytest.mark.parametrize(
    ("path", "old_feed", "identify"),
    [
        ("/feed.xml", jekyll, address),
        ("/feed/", drupal, address),
        ("/rss.xml", drupal, number),
    ],
)
def test_moving_here_announces_nothing_again(
    empty_machine: Machine, tmp_path: Path, path, old_feed, identify
):
    server = ThreadingHTTPServer(("127.0.0.1", 0), OldSite)
    port = server.server_port
    feed = f"http://127.0.0.1:{port}{path}"
    with closing(Newsboat(tmp_path / "newsboat", feed)) as subscriber:
        with serving(old_feed(port, identify), server):
            for _ in range(2):
                assert subscriber.reload().status == 200
        before = subscriber.items
        assert before.keys() == {identify(date) for date in ESSAYS.values()}
        assert subscriber.count_unread() == len(ESSAYS)
        subscriber.read_all()

        bring_over(empty_machine, identify)
        served = empty_machine.start("--port", str(port)).wait()
        try:
            assert subscriber.reload().status == 200
            parsed = feedparser.parse(served.ask(path).body)
        finally:
            served.stop()
        after = subscriber.items
        assert {entry.id for entry in parsed.entries} == before.keys()
        assert after.keys() == before.keys()
        assert subscriber.count_unread() == 0
        for guid, item in after.items():
            assert "<em>here</em>" in item.content
            assert item.title == before[guid].title
            assert item.url.startswith(f"http://127.0.0.1:{port}/posts/")
