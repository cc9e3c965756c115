"""From which address somebody signs in: the proxy says it, never the stranger."""

import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from urllib.parse import urlencode, urlsplit

import pytest
from django.test import RequestFactory

from posts.admin.accounts.client_address import client_address

HOME, AWAY = "198.51.100.7", "203.0.113.9"


@pytest.mark.parametrize(
    ("remote", "forwarded", "address"),
    [
        ("203.0.113.9", None, "203.0.113.9"),
        ("203.0.113.9", "198.51.100.7", "203.0.113.9"),
        ("127.0.0.1", None, "127.0.0.1"),
        ("127.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("127.0.0.1", "6.6.6.6, 198.51.100.7", "198.51.100.7"),
        ("127.0.0.1", "6.6.6.6,198.51.100.7 ", "198.51.100.7"),
        ("172.18.0.2", "198.51.100.7", "198.51.100.7"),
        ("::1", "198.51.100.7", "198.51.100.7"),
        ("::ffff:127.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("127.0.0.1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("127.0.0.1", "::ffff:198.51.100.7", "198.51.100.7"),
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("127.0.0.1", "198.51.100.7, ", "127.0.0.1"),
        ("", "198.51.100.7", "198.51.100.7"),
        ("", None, "::"),
        ("100.64.0.1", "198.51.100.7", "100.64.0.1"),
    ],
)
def test_only_the_proxys_own_word_on_the_address_is_taken(remote, forwarded, address):
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    request = RequestFactory().get("/", REMOTE_ADDR=remote, **headers)
    assert client_address(request) == address


def served_attempt(url: str, name: str, *forwarded: str) -> int:
    """Fail to sign in once; return the status. Each address is a header of its own."""
    parts = urlsplit(url)
    token = "a" * 32
    fields = {"username": name, "password": "wrong", "csrfmiddlewaretoken": token}
    body = urlencode(fields)
    lines = [
        "POST /admin/login/ HTTP/1.1",
        f"Host: {parts.netloc}",
        f"Origin: {url}",
        f"Cookie: csrftoken={token}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "Connection: close",
        *(f"X-Forwarded-For: {address}" for address in forwarded),
    ]
    place = (parts.hostname, parts.port)
    with closing(socket.create_connection(place, timeout=60)) as connection:
        connection.sendall("\r\n".join([*lines, "", body]).encode())
        return int(connection.makefile("rb").readline().split()[1])


def test_all_processes_count_together_and_strangers_do_not_choose_their_address(
    used_machine,
):
    served = used_machine.start("--workers", "2").wait()

    def guess(number: int) -> int:
        made_up = f"6.6.6.{number}"
        address = f"{made_up}, {HOME}"
        return served_attempt(served.url, f"guess-{number}", made_up, address)

    try:
        with ThreadPoolExecutor(4) as pool:
            statuses = list(pool.map(guess, range(12)))
        assert set(statuses) == {200, 429}
        # Four at a time may be looked at before the fifth failure is known.
        assert statuses.count(200) <= 8
        assert guess(99) == 429
        assert served_attempt(served.url, "guess-100", AWAY) == 200
    finally:
        served.stop()
