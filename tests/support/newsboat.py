"""newsboat, a feed reader that people use, run as a subscriber of its own."""

import os
import shutil
import sqlite3
import subprocess
import urllib.error
import urllib.request
from contextlib import closing
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from .requirements import skip_unless

PATIENCE = 60  # seconds


@dataclass(frozen=True)
class Exchange:
    """One request of the reader, and what the site answered."""

    address: str
    is_conditional: bool
    status: int
    size: int


@dataclass(frozen=True)
class Item:
    """An item as the reader has stored it."""

    guid: str
    url: str
    title: str
    content: str
    is_unread: bool


class Proxy(ThreadingHTTPServer):
    """Hands requests on, and notes how they were answered."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Forwarding)
        self.exchanges: list[Exchange] = []
        Thread(target=self.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.shutdown()
        self.server_close()


class _Forwarding(BaseHTTPRequestHandler):
    server: Proxy

    def do_GET(self) -> None:
        headers = dict(self.headers.items())
        request = urllib.request.Request(self.path, headers=headers)
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            answer = direct.open(request, timeout=PATIENCE)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            body = answer.read()
        is_conditional = "If-None-Match" in self.headers
        self.server.exchanges.append(
            Exchange(self.path, is_conditional, answer.status, len(body))
        )
        self.send_response_only(answer.status)
        for name, value in answer.headers.items():
            if name.lower() not in {"connection", "transfer-encoding"}:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the exchanges are noted."""


class Newsboat:
    """A subscriber to one feed, with a folder for everything that the reader keeps."""

    def __init__(self, folder: Path, address: str) -> None:
        skip_unless(
            shutil.which("newsboat"),
            "newsboat is missing: on Debian, apt-get install newsboat.",
        )
        folder.mkdir(parents=True)
        self.folder = folder
        self.address = address
        self.proxy = Proxy()
        (folder / "urls").write_text(address + "\n")
        (folder / "config").write_text(
            f"use-proxy yes\nproxy 127.0.0.1:{self.proxy.server_port}\n"
        )

    def reload(self) -> Exchange:
        """Look at the feed once; return what was asked and answered."""
        before = len(self.proxy.exchanges)
        self._run("reload")
        [exchange] = self.proxy.exchanges[before:]
        return exchange

    def count_unread(self) -> int:
        """Return what newsboat itself says."""
        return int(self._run("print-unread").split()[0])

    def read_all(self) -> None:
        """Mark every item as read, as somebody who has read them would."""
        with closing(self._cache()) as cache, cache:
            cache.execute("UPDATE rss_item SET unread = 0")

    def close(self) -> None:
        self.proxy.close()

    @property
    def items(self) -> dict[str, Item]:
        """Return what newsboat has stored, by guid."""
        query = "SELECT guid, url, title, content, unread FROM rss_item"
        with closing(self._cache()) as cache:
            rows = [Item(*row[:4], bool(row[4])) for row in cache.execute(query)]
        assert len({row.guid for row in rows}) == len(rows)
        return {row.guid: row for row in rows}

    def _cache(self) -> sqlite3.Connection:
        return sqlite3.connect(self.folder / "cache.db")

    def _run(self, command: str) -> str:
        files = {"-u": "urls", "-C": "config", "-c": "cache.db"}
        options = [part for option in files.items() for part in option]
        done = subprocess.run(
            ["newsboat", *options, "-x", command],
            cwd=self.folder,
            env={
                "HOME": str(self.folder),
                "PATH": os.environ["PATH"],
                "LANG": "C.UTF-8",
            },
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )
        return done.stdout
