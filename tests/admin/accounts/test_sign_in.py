"""Signing in: slowed and then stopped after failures, per account and per address."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from axes.models import AccessAttempt, AccessLog
from django.contrib.auth.models import User
from django.test import Client

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


def attempt(password="wrong", *, name="ada", address=AWAY, browser="A", **fields):
    """Try to sign in with a browser that has no cookie yet."""
    client = Client(REMOTE_ADDR=address, HTTP_USER_AGENT=browser)
    sent = {"username": name, "password": password} | fields
    return client.post(SIGN_IN, sent)


def fail(times: int, **place) -> None:
    for _ in range(times):
        attempt(**place)


def said(response) -> str:
    """Return the sentence above the form."""
    [box] = re.findall(r'role="alert">(.*?)</div>', response.content.decode(), re.S)
    return unescape(" ".join(re.sub("<[^>]+>", "", box).split()))


def fail_until_stopped(clock, **place) -> list[int]:
    """Fail as fast as the waits allow, until one is an hour; return all of them."""
    waits = [0]
    while waits[-1] < 3600:
        clock.shift(waits[-1])
        waits.append(int(attempt(**place).get("Retry-After", 0)))
        assert len(waits) < 100
    return waits[1:]


# Slowed


@pytest.mark.parametrize("sent", [{}, {"next": "//elsewhere.example/"}])
def test_right_password_signs_in_and_leads_to_a_page_of_the_admin(ada, sent):
    response = attempt("right", **sent)
    assert response["Location"] == "/admin/"
    assert "sessionid" in response.cookies


def test_five_failures_cost_no_wait_but_the_fifth_announces_one(ada, clock):
    for _ in range(4):
        response = attempt()
        assert response.status_code == 200
        assert "Retry-After" not in response
        assert "Too many" not in said(response)
    response = attempt()
    assert response.status_code == 429
    assert response["Retry-After"] == "30"
    assert said(response).endswith("none is checked for the next 30 seconds.")


def test_during_a_wait_the_right_password_is_refused_with_the_time_left(ada, clock):
    fail(5)
    clock.shift(29)
    response = attempt("right")
    assert response.status_code == 429
    assert response["Retry-After"] == "1"
    assert said(response).endswith("none is checked for the next 1 second.")
    assert "manage.py recover" in response.content.decode()
    assert "sessionid" not in response.cookies
    clock.shift(1)
    assert attempt("right").status_code == 302


def test_attempts_during_a_wait_neither_count_nor_prolong_it(ada, clock):
    fail(35)
    clock.shift(30)
    assert attempt()["Retry-After"] == "60"


def test_attempts_during_a_wait_write_nothing(
    ada, clock, django_assert_max_num_queries
):
    fail(5)
    with django_assert_max_num_queries(5) as asked:
        attempt()
    assert {query["sql"].split()[0] for query in asked} == {"SELECT"}


def test_waits_double_until_they_last_an_hour_which_clears_everything(ada, clock):
    waits = fail_until_stopped(clock)
    assert waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 1800, 3600]
    assert said(attempt()).endswith("60 minutes.")
    clock.shift(timedelta(minutes=58, seconds=59))
    assert said(attempt()).endswith("2 minutes.")
    clock.shift(timedelta(minutes=1, seconds=1))
    assert fail_until_stopped(clock) == waits


def test_right_password_clears_the_failures_made_from_there(ada):
    fail(4)
    attempt("right")
    fail(4)
    assert attempt("right").status_code == 302


def test_signing_in_to_ones_own_account_clears_no_failures_with_others(ada, clock):
    User.objects.create_user("bob", password="right", is_staff=True)
    fail(4)
    assert attempt("right", name="bob").status_code == 302
    assert attempt().status_code == 429


def test_changing_browser_and_address_gets_few_passwords_checked(
    ada, clock, monkeypatch
):
    checked = []
    monkeypatch.setattr(User, "check_password", lambda _, raw: checked.append(raw))
    for number in range(2 * 60):
        attempt(browser=f"B{number}", address=f"203.0.113.{number % 256}")
        clock.shift(timedelta(minutes=1))
    assert len(checked) <= 25


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
    fail_until_stopped(clock, address=AWAY)
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
    fail_until_stopped(clock, address=AWAY)
    assert attempt("right", address=HOME).status_code == 302
    assert attempt("right", address="192.0.2.77").status_code == 429


def test_where_somebody_signed_in_before_failures_count_all_the_same(ada, clock):
    attempt("right", address=HOME)
    assert fail_until_stopped(clock, address=HOME)[-1] == 3600


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
    assert [row.username for row in AccessAttempt.objects.all()] == ["other"]
    assert [row.ip_address for row in AccessLog.objects.all()] == [AWAY]


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


@pytest.mark.parametrize("name", ["", "a\0b", "  ", "a\nb", "İ", "x" * 150])
def test_nonsense_as_a_name_is_a_page(db, name):
    assert attempt(name=name).status_code == 200


@pytest.mark.parametrize("name", ["x" * 10_000, "ﷺ" * 99])
def test_names_longer_than_any_accounts_are_neither_checked_nor_stored(db, name):
    for _ in range(6):
        response = attempt(name=name)
    assert response.status_code == 200
    assert "at most 150 characters" in response.content.decode()
    assert not AccessAttempt.objects.exists()


# What is written down


def test_no_password_and_no_unsaved_text_is_stored(ada):
    attempt("secret-1", unsent="title=secret-2", carried="title=secret-3")
    attempt("secret-4", unsent="title=secret-5")
    [row] = AccessAttempt.objects.values()
    assert row["failures_since_start"] == 2
    assert "secret" not in str(row)


def test_the_log_names_whoever_is_stopped_and_no_name_forges_a_line(db, caplog):
    fail(5, name="ada\nERROR forged")
    assert f"Locking out 'ada\\nERROR forged' at {AWAY}" in caplog.text
    assert "\nERROR forged" not in caplog.text


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


def test_records_are_no_part_of_the_admin(editor):
    assert "axes" not in editor.get("/admin/").content.decode().lower()
