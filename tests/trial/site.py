"""A served site that can be killed and started again, and looked into from outside."""

import os
import re
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.support.served import READY, ROOT, bare_environment

from .processes import descendants, kill, wait_until

FIRST_PATIENCE = 240.0
COLLEAGUE, PASSWORD = "colleague", "one two three four five"


def free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


class Site:
    """`serve` with a data folder and a port of its own, the same after every start."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "var"
        self.log = folder / "serve.log"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        self.password = ""

    def prepare(self) -> None:
        """Make what a first start would, and a colleague's account."""
        self.start()
        wait_until(lambda: self.is_up, "the first start", FIRST_PATIENCE)
        if not self.password:
            found = re.search(r"^ *Password +(\S+) ", self.log.read_text(), re.M)
            assert found, self.log.read_text()
            self.password = found[1]
        self._command(
            "createsuperuser", "--noinput", DJANGO_SUPERUSER_PASSWORD=PASSWORD
        )

    def _environment(self, **more: str) -> dict[str, str]:
        own = {"POSTS_DATA_DIR": str(self.folder), "PYTHONUNBUFFERED": "1"}
        return bare_environment() | own | more

    def _command(self, *arguments: str, **more: str) -> None:
        more |= {
            "DJANGO_SUPERUSER_USERNAME": COLLEAGUE,
            "DJANGO_SUPERUSER_EMAIL": "colleague@essays.example",
        }
        command = [sys.executable, "manage.py", *arguments]
        environment = self._environment(**more)
        subprocess.run(
            command, cwd=ROOT, env=environment, check=True, capture_output=True
        )

    def start(self) -> None:
        """Start it; it answers later."""
        arguments = ["--workers", "1", "--port", str(self.port)]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", *arguments],
                cwd=ROOT,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    @property
    def is_up(self) -> bool:
        assert self.process
        assert self.process.poll() is None, self.log.read_text()
        return READY in self.log.read_text() and self.ask("/robots.txt")[0] == 200

    def wait(self) -> None:
        """Return once it answers."""
        wait_until(lambda: self.is_up, "the server")

    def kill(self) -> None:
        """Kill it and its workers, as a crash of the machine would."""
        if self.process and self.process.poll() is None:
            pids = [self.process.pid, *descendants(self.process.pid)]
            kill(*pids)
            self.process.wait()

    def ask(self, path: str) -> tuple[int, str]:
        """Return the status and text of an answer to the public; 0 without any."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode(errors="replace")
        except OSError:
            return 0, ""

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return rows of the database, read past the server; or change some."""
        path = os.fspath(self.folder / "posts.sqlite3")
        with closing(sqlite3.connect(path, timeout=20)) as connection, connection:
            return connection.execute(query, values).fetchall()

    def end_sessions(self) -> None:
        """Let every login expire."""
        self.rows("DELETE FROM django_session")
