"""Signing in: slowed and then stopped after failures, per account and per address."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from axes.models import AccessFailureLog, AccessLog
from django.contrib.auth.models import User
from django.test import Client

from posts.admin.accounts.throttling import wait_left
from tests.support.factories import make_post

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
SIGN_IN = "/admin/login/"
HOME, AWAY = "198.51.100.7", "203.0.113.9"


@pytest.fixture
def ada(db) -> User:
    return User.objects.create_user("ada", password="right", is_staff=True)


@pytest.fixture
def clock():
    """A clock that stands at noon until it is moved."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def attempt(password="wrong", *, name="ada", address=AWAY):
    """Try to sign in with a browser that has no cookie yet."""
    client = Client(REMOTE_ADDR=address)
    return client.post(SIGN_IN, {"username": name, "password": password})


def fail(times: int, **place) -> None:
    """Fail so often that the last failures each come right after the wait."""
    for number in range(times):
        assert attempt(**(place | {"password": f"wrong {number}"})).status_code


def said(response) -> str:
    """Return the sentence above the form."""
    [box] = re.findall(r'role="alert">(.*?)</div>', response.content.decode(), re.S)
    return unescape(" ".join(re.sub("<[^>]+>", "", box).split()))


def failures_until_stopped(clock, **place) -> int:
    """Fail as fast as the waits allow; return after how many an hour's wait follows."""
    for count in range(1, 100):
        response = attempt(**place)
        assert response.status_code in {200, 429}
        wait = int(response.get("Retry-After", 0))
        if wait == 3600:
            return count
        clock.shift(wait)
    raise AssertionError("Never stopped.")


# Slowed


@pytest.mark.parametrize("sent", [{}, {"next": "//elsewhere.example/"}])
def test_without_a_page_to_go_on_to_the_front_page_follows(ada, sent):
    data = {"username": "ada", "password": "right"} | sent
    assert Client().post(SIGN_IN, data)["Location"] == "/admin/"


def test_right_password_signs_in(ada):
    response = attempt("right")
    assert response.status_code == 302
    assert "sessionid" in response.cookies


def test_five_failures_cost_no_wait_but_the_fifth_announces_one(ada, clock):
    for _ in range(4):
        response = attempt()
        assert response.status_code == 200
        assert "Retry-After" not in response
        assert "again in" not in said(response)
    response = attempt()
    assert response.status_code == 429
    assert response["Retry-After"] == "30"
    assert said(response).endswith("You can try again in 30 seconds.")


def test_during_a_wait_the_right_password_is_refused_with_the_time_left(ada, clock):
    fail(5)
    clock.shift(18)
    response = attempt("right")
    assert response.status_code == 429
    assert response["Retry-After"] == "12"
    assert "not checked. Try again in 12 seconds." in said(response)
    assert "manage.py recover" in response.content.decode()
    assert "sessionid" not in response.cookies
    clock.shift(12)
    assert attempt("right").status_code == 302


def test_attempts_during_a_wait_neither_count_nor_prolong_it(ada, clock):
    fail(5)
    fail(30)
    assert AccessFailureLog.objects.count() == 5
    clock.shift(30)
    assert attempt("right").status_code == 302


def test_waits_grow_by_half_a_minute(ada, clock):
    fail(4)
    waits = []
    for _ in range(4):
        waits.append(int(attempt()["Retry-After"]))
        clock.shift(waits[-1])
    assert waits == [30, 60, 90, 120]


def test_twenty_failures_stop_it_for_an_hour(ada, clock):
    assert failures_until_stopped(clock) == 20
    clock.shift(timedelta(minutes=59, seconds=1))
    assert "Try again in 59 seconds" in said(attempt("right"))
    clock.shift(timedelta(seconds=59))
    assert attempt("right").status_code == 302


def test_right_password_clears_the_failures_made_from_there(ada):
    fail(4)
    attempt("right")
    fail(4)
    assert attempt("right").status_code == 302


# Per account, per address


def test_many_addresses_cannot_try_one_account(ada, clock):
    for number in range(5):
        attempt(address=f"203.0.113.{number}")
    assert attempt("right", address="192.0.2.77").status_code == 429


def test_one_address_cannot_try_many_accounts(ada, clock):
    for number in range(5):
        attempt(name=f"guess-{number}")
    assert attempt("right").status_code == 429
    assert attempt("right", address=HOME).status_code == 302


def test_other_accounts_and_addresses_are_not_slowed(ada, clock):
    fail(5, name="bob", address=AWAY)
    assert attempt("right", address=HOME).status_code == 302


def test_an_address_of_ipv6_is_its_network(ada, clock):
    for number in range(5):
        attempt(name=f"guess-{number}", address=f"2001:db8:1:2::{number}")
    assert attempt("right", address="2001:db8:1:2:aaaa::1").status_code == 429
    assert attempt("right", address="2001:db8:1:3::1").status_code == 302


# Nobody is kept out for ever


def test_one_attempt_an_hour_keeps_nobody_out(ada, clock):
    failures_until_stopped(clock, address=AWAY)
    for _ in range(30):
        clock.shift(timedelta(hours=1))
        attempt(address=AWAY)
        clock.shift(timedelta(seconds=1))
        assert attempt("right", address=HOME).status_code == 302
        AccessLog.objects.all().delete()


def test_where_somebody_signed_in_before_attacks_from_elsewhere_do_not_matter(
    ada, clock
):
    assert attempt("right", address=HOME).status_code == 302
    failures_until_stopped(clock, address=AWAY)
    assert attempt("right", address=HOME).status_code == 302
    assert attempt("right", address="192.0.2.77").status_code == 429


def test_where_somebody_signed_in_before_failures_count_all_the_same(ada, clock):
    attempt("right", address=HOME)
    assert failures_until_stopped(clock, address=HOME) == 20


def test_an_address_is_known_for_a_month(ada, clock):
    attempt("right", address=HOME)
    clock.shift(timedelta(days=31))
    fail(5, address=AWAY)
    assert attempt("right", address=HOME).status_code == 429


def test_old_records_are_cleaned_up(ada, clock):
    fail(3)
    attempt("right", address=HOME)
    clock.shift(timedelta(days=40))
    attempt(name="other")
    attempt("right", address=AWAY)
    assert AccessFailureLog.objects.count() == 1
    assert [row.ip_address for row in AccessLog.objects.all()] == [AWAY]


def test_an_hour_of_quiet_clears_the_count():
    old = [NOON - timedelta(minutes=minute) for minute in range(60, 80)]
    now = NOON + timedelta(seconds=1)
    assert wait_left(old, now) == timedelta(0)
    assert wait_left([NOON, *old], now) == timedelta(0)
    between = NOON - timedelta(minutes=30)
    assert wait_left([NOON, between, *old[:3]], now) == timedelta(seconds=29)


# Nothing tells which accounts there are


@pytest.mark.parametrize("times", [1, 5, 6])
def test_unknown_known_inactive_and_readers_accounts_are_answered_alike(
    ada, clock, times
):
    User.objects.create_user("inactive", password="x", is_active=False, is_staff=True)
    User.objects.create_user("reader", password="x")
    answers = set()
    tried = [("ada", "wrong"), ("nobody", "x"), ("inactive", "x"), ("reader", "x")]
    for number, (name, password) in enumerate(tried):
        place = {"name": name, "address": f"192.0.2.{number}"}
        for _ in range(times):
            response = attempt(password, **place)
        answers.add((response.status_code, response.get("Retry-After"), said(response)))
    assert len(answers) == 1


def test_unknown_accounts_cost_a_hash_too(ada, monkeypatch):
    hashed = []
    made = User.set_password
    monkeypatch.setattr(
        User, "set_password", lambda user, raw: (hashed.append(raw), made(user, raw))
    )
    attempt("secret", name="nobody")
    assert hashed == ["secret"]


@pytest.mark.parametrize("name", ["", "x" * 5_000, "a\0b", "  ", "a\nb", "ﷺ" * 99])
def test_nonsense_as_a_name_is_a_page(db, name):
    assert attempt(name=name).status_code == 200


def test_long_names_are_counted_too(db, clock):
    fail(5, name="x" * 5_000)
    assert attempt(name="x" * 5_000, address=HOME).status_code == 429


# What it costs others


@pytest.mark.parametrize("path", ["/", "/posts/an-essay/", "/rss.xml", "/nothing/"])
def test_public_pages_ask_for_no_failures_and_get_no_cookie(
    reader, db, path, django_assert_max_num_queries
):
    make_post(slug="an-essay")
    with django_assert_max_num_queries(30) as asked:
        response = reader.get(path)
    assert not [query for query in asked if "axes_" in query["sql"]]
    assert not response.cookies


def test_pages_of_the_admin_ask_for_no_failures(
    editor, db, django_assert_max_num_queries
):
    with django_assert_max_num_queries(30) as asked:
        editor.get("/admin/")
    assert not [query for query in asked if "axes_" in query["sql"]]


def test_records_are_no_part_of_the_admin(editor):
    assert "axes" not in editor.get("/admin/").content.decode().lower()
