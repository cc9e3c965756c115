"""A site of its own for tests, served by the real command in a process of its own."""

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPMessage
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
READY = "Ctrl+C"
PATIENCE = 60


@dataclass
class Answer:
    """What the server said to one request, redirects not followed."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def bare_environment() -> dict[str, str]:
    """Return this process's environment without any setting of the site's."""
    own = ("POSTS_", "DJANGO_", "DATABASE_URL")
    return {k: v for k, v in os.environ.items() if not k.startswith(own)}


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


@dataclass
class Served:
    """A running `serve`: its process, what it printed, and where it answers."""

    process: subprocess.Popen[str]
    output: str = ""
    url: str = ""
    password: str = ""

    def wait(self) -> "Served":
        """Read what it prints until it says that it answers."""
        assert self.process.stdout
        for line in self.process.stdout:
            self.output += line
            if found := re.match(r" *Site +(http\S+)/$", line):
                self.url = found[1]
            if found := re.match(r" *Password +(\S+) ", line):
                self.password = found[1]
            if READY in line:
                return self
        raise AssertionError(f"serve ended: {self.output}")

    def ask(self, path: str, *, method: str = "GET", **headers: str) -> Answer:
        """Send one request; header names are written with underscores."""
        request = urllib.request.Request(
            self.url + path,
            method=method,
            headers={name.replace("_", "-"): text for name, text in headers.items()},
        )
        try:
            response = urllib.request.build_opener(_NoRedirects).open(request)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            return Answer(response.status, response.headers, response.read())

    def stop(self) -> int:
        """End it as a service manager would, and return its exit status."""
        self.process.terminate()
        rest, _ = self.process.communicate(timeout=PATIENCE)
        self.output += rest
        return self.process.returncode


@dataclass
class Machine:
    """A data folder and, on PostgreSQL, a database: what one site lives in."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    password: str = ""

    def start(self, *arguments: str, **environment: str) -> Served:
        """Start `serve` on a free port, as on a machine without settings."""
        own = {"POSTS_DATA_DIR": str(self.folder), "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "manage.py", "serve", *arguments]
        if "--port" not in arguments:
            command += ["--port", "0"]
        return Served(
            subprocess.Popen(
                command,
                cwd=ROOT,
                env=bare_environment() | own | self.environment | environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            ),
            password=self.password,
        )


def own_database() -> Iterator[dict[str, str]]:
    """Yield the environment for a database of one's own, where that is PostgreSQL."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield {}
        return
    name = f"posts_served_{uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        yield {"DATABASE_URL": f"{url.rpartition('/')[0]}/{name}"}
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@dataclass(frozen=True)
class Prepared:
    """What a first start makes in some twenty seconds: made once, then copied."""

    folder: Path

    @property
    def password(self) -> str:
        return (self.folder / "password").read_text()

    def make(self) -> None:
        """Let the first of all workers make it, the others wait for it."""
        try:
            self.folder.mkdir()
        except FileExistsError:
            deadline = time.monotonic() + 4 * PATIENCE
            while not (self.folder / "password").exists():
                assert time.monotonic() < deadline, "no prepared data folder"
                time.sleep(0.1)
            return
        served = Machine(self.folder / "var").start(DATABASE_URL="").wait()
        served.stop()
        (self.folder / "new").write_text(served.password)
        (self.folder / "new").rename(self.folder / "password")

    def copy(self, folder: Path, *ignored: str) -> None:
        """Copy the data folder, except for some names."""
        ignore = shutil.ignore_patterns(*ignored)
        shutil.copytree(self.folder / "var", folder, ignore=ignore, dirs_exist_ok=True)

    def machine(self, folder: Path, environment: dict[str, str]) -> Machine:
        """Return a machine on which an empty site has run before."""
        self.copy(folder)
        machine = Machine(folder, environment, self.password)
        if environment:  # its database is not in the folder
            served = machine.start().wait()
            served.stop()
            machine.password = served.password
        return machine


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """The data folder of an empty site, for all workers of a run."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    prepared = Prepared(folder / "prepared")
    prepared.make()
    return prepared


@pytest.fixture(scope="session")
def demo_site(
    tmp_path_factory: pytest.TempPathFactory, prepared: Prepared
) -> Iterator[Served]:
    """The demo, as the first command of README serves it; not to be changed."""
    for environment in own_database():
        machine = prepared.machine(tmp_path_factory.mktemp("demo"), environment)
        served = machine.start("--demo", "--workers", "1").wait()
        yield served
        served.stop()


@pytest.fixture(scope="session")
def used_machine(
    tmp_path_factory: pytest.TempPathFactory, prepared: Prepared
) -> Iterator[Machine]:
    """A machine on which an empty site has run before."""
    for environment in own_database():
        yield prepared.machine(tmp_path_factory.mktemp("used"), environment)


@pytest.fixture
def empty_machine(tmp_path: Path, prepared: Prepared) -> Iterator[Machine]:
    """The like of a used machine, for one test."""
    for environment in own_database():
        yield prepared.machine(tmp_path / "var", environment)


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    """A machine on which Posts has never run."""
    for environment in own_database():
        yield Machine(tmp_path / "var", environment)
