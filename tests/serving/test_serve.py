"""The first command, in a process of its own: what it makes, serves and refuses."""

import os
import re
import signal
import socket
import stat
import time
import urllib.error
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import call_command

from posts.serving.listen_address import choose_address
from posts.serving.refusal import Refusal
from tests.support.requirements import skip_unless
from tests.support.served import PATIENCE, Answer, Machine, Served


def children(process) -> list[int]:
    """Return the server's worker processes; Linux only, as /proc is."""
    listing = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not listing.exists():
        pytest.skip("Only Linux lists a process's children under /proc.")
    return [int(pid) for pid in listing.read_text().split()]


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def eventually(served: Served) -> Answer:
    """Return the first answer of a server that may refuse connections until then."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return served.ask("/")
        except (urllib.error.URLError, ConnectionError):
            assert time.monotonic() < deadline
            time.sleep(0.1)


def contents(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return every file's time and bytes, without the side files of SQLite."""
    return {
        str(path): (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }


def refused(served: Served) -> str:
    """Return the one sentence of a server that would not start."""
    output, _ = served.process.communicate(timeout=PATIENCE)
    assert served.process.returncode == 1
    assert "Traceback" not in output
    return output


# The demo, served


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "subscribe via RSS"),
        ("/posts/what-is-interpretability/", "What is Interpretability?"),
        ("/about/", "Write your first post"),
        ("/rss.xml", "<rss"),
        ("/atom.xml", "http://www.w3.org/2005/Atom"),
        ("/sitemap.xml", "<urlset"),
        ("/robots.txt", "Sitemap:"),
        ("/admin/login/", "csrfmiddlewaretoken"),
    ],
)
def test_addresses_answer(demo_site, path, words):
    answer = demo_site.ask(path)
    assert answer.status == 200
    assert words in answer.text


def test_absolute_links_follow_the_host_and_port_served(demo_site):
    assert f'rel="canonical" href="{demo_site.url}/"' in demo_site.ask("/").text
    forged = demo_site.ask("/rss.xml", Host="localhost:1")
    assert f"<link>{demo_site.url}/</link>" in forged.text


def test_static_files_are_hashed_compressed_and_cached_for_ever(demo_site):
    [path] = re.findall(r'href="(/static/css/site\.\w+\.css)"', demo_site.ask("/").text)
    plain = demo_site.ask(path)
    assert "immutable" in plain.headers["Cache-Control"]
    for encoding in ("br", "gzip"):
        packed = demo_site.ask(path, Accept_Encoding=encoding)
        assert packed.headers["Content-Encoding"] == encoding
        assert len(packed.body) < len(plain.body) / 2


def test_uploads_are_served_as_harmless(demo_site):
    answer = demo_site.ask("/media/demo/linear-paths.png")
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/rss.xml", "/media/demo/linear-paths.png"])
def test_head_answers_as_get_does_without_a_body(demo_site, path):
    get, head = demo_site.ask(path), demo_site.ask(path, method="HEAD")
    assert head.body == b""
    for name in ("Content-Type", "Content-Security-Policy", "Cache-Control"):
        assert head.headers[name] == get.headers[name]


def test_other_host_names_are_refused(demo_site):
    assert demo_site.ask("/", Host="evil.example").status == 400


def test_half_sent_requests_keep_nobody_waiting(demo_site):
    host, port = demo_site.url.removeprefix("http://").split(":")
    opened = [socket.create_connection((host, int(port))) for _ in range(100)]
    try:
        for one in opened:
            one.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        started = time.monotonic()
        assert demo_site.ask("/").status == 200
        assert time.monotonic() - started < 5
    finally:
        for one in opened:
            one.close()


# The life of a site


def test_first_run_makes_a_site_and_the_second_changes_nothing(machine: Machine):
    first = machine.start("--demo").wait()
    assert first.password
    assert first.ask("/").status == 200
    assert first.stop() == 0
    assert stat.S_IMODE(machine.folder.stat().st_mode) == 0o700
    key = machine.folder / "secret-key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert key.read_text().strip() not in first.output
    before = contents(machine.folder)

    second = machine.start("--demo").wait()
    assert second.ask("/posts/what-is-interpretability/").status == 200
    assert second.stop() == 0
    assert not second.password
    assert contents(machine.folder) == before


def test_changed_static_files_are_collected_again(used_machine: Machine):
    static = used_machine.folder / "static"
    (static / "left-over.css").write_text("")
    (used_machine.folder / "static-stamp").write_text("of an earlier version")
    used_machine.start().wait().stop()
    assert not (static / "left-over.css").exists()
    assert (used_machine.folder / "staticfiles.json").exists()
    assert not (static / "staticfiles.json").exists()


def test_modules_import_each_other_by_their_hashed_names(used_machine: Machine):
    [script] = (used_machine.folder / "static").glob("js/admin/desk/preview.*.js")
    imported = re.findall(r'from "\./(\w+)\.\w{12}\.js"', script.read_text())
    assert imported == ["morph", "server", "text"]


def test_empty_site_says_what_to_do_next(used_machine: Machine):
    served = used_machine.start().wait()
    shown = served.ask("/").text
    served.stop()
    assert "write the first post" in shown


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_stopping_leaves_no_process(used_machine: Machine, name):
    served = used_machine.start("--workers", "2").wait()
    workers = children(served.process)
    assert len([pid for pid in workers if is_running(pid)]) >= 2
    # An idle connection, as browsers keep, must not hold it up.
    port = int(served.url.rpartition(":")[2])
    with closing(socket.create_connection(("127.0.0.1", port))):
        served.process.send_signal(getattr(signal, name))
        output, _ = served.process.communicate(timeout=PATIENCE)
    assert served.process.returncode == 0
    assert not [pid for pid in workers if is_running(pid)]
    assert "Traceback" not in output


def test_failed_worker_is_replaced(used_machine: Machine):
    served = used_machine.start("--workers", "2").wait()
    before = children(served.process)
    one, other = before[-2:]
    os.kill(one, signal.SIGKILL)
    deadline = time.monotonic() + PATIENCE
    while one in (workers := children(served.process)) or len(workers) < len(before):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert other in workers
    # Its successor may be the first to listen: the server is up when one worker is.
    assert eventually(served).status == 200
    served.stop()


# Refusals


def test_second_server_on_the_same_port_is_refused(used_machine: Machine):
    served = used_machine.start().wait()
    port = served.url.rpartition(":")[2]
    output = refused(used_machine.start("--port", port))
    served.stop()
    assert f"Port {port} on 127.0.0.1 is in use" in output


@pytest.fixture
def taken_port() -> Iterator[int]:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        yield taken.getsockname()[1]


def test_port_in_use_is_noticed_before_anything_is_made(machine: Machine, taken_port):
    output = refused(machine.start("--port", str(taken_port)))
    assert f"choose another: --port {taken_port + 1}" in output
    assert not machine.folder.exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"port": 99999}, "99999 is not a port"),
        ({"port": -1}, "-1 is not a port"),
        ({"host": "no such host"}, "does not know the host “no such host”"),
        ({"host": "x" * 300}, "does not know the host"),
        ({"host": "203.0.113.7"}, "203.0.113.7 is not an address of this machine"),
        ({"workers": 0}, "workers, not 0"),
    ],
)
def test_nonsense_is_a_sentence(options, words):
    with pytest.raises(SystemExit, match=words):
        call_command("serve", **options)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("POSTS_BASE_URL", "example.org", "scheme and host only"),
        ("DATABASE_URL", "nonsense", "does not name a database"),
        ("DATABASE_URL", "postgres://u:hidden@127.0.0.1:1/x", "cannot be used"),
        ("DATABASE_URL", "sqlite:////no/such/folder/x", "unable to open"),
        ("POSTS_DATA_DIR", "/dev/null/var", "cannot be written"),
    ],
)
def test_wrong_setting_is_a_sentence(machine: Machine, name, value, words):
    output = refused(machine.start(**{name: value}))
    assert words in output
    assert "hidden" not in output


def test_damaged_database_is_a_sentence(machine: Machine):
    machine.folder.mkdir()
    (machine.folder / "posts.sqlite3").write_bytes(b"no database at all " * 99)
    output = refused(machine.start(DATABASE_URL=""))
    assert "not a database" in output


# Addresses


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:{}"),
        ("localhost", "http://localhost:{}"),
        ("0.0.0.0", "http://127.0.0.1:{}"),
        ("::1", "http://[::1]:{}"),
        ("::", "http://[::1]:{}"),
    ],
)
def test_address_for_a_browser_follows_the_host(host, url):
    try:
        address = choose_address(host, 0)
    except Refusal as refusal:
        skip_unless(":" not in host, f"This machine speaks no IPv6. {refusal}")
        raise
    assert address.url == url.format(address.port)


def test_names_prefer_the_address_that_every_browser_tries():
    assert choose_address("localhost", 0).ip == "127.0.0.1"
