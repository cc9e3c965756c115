"""Throttling of failed sign-ins: our rule, on the tables of django-axes.

Failures are counted per account, from whatever address, and per address, for whatever
account. From the fifth on, each one costs a longer wait; from the twentieth on, an
hour. Nothing tried during a wait is checked or counted, not even a correct password.

An hour without a counted failure clears the count. So the hour's stop ends it, and an
attacker who wants to keep somebody out has to start again each time; one attempt an
hour never costs more than the few minutes after it. Nor are regular users affected:
where an account has signed in within a month, failures elsewhere do not count.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from axes.handlers.base import AbstractAxesHandler, AxesBaseHandler
from axes.models import AccessFailureLog, AccessLog
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

FREE_FAILURES = 5
STEP = timedelta(seconds=30)
MAX_FAILURES = 20
STOP = timedelta(hours=1)
KNOWN_FOR = timedelta(days=30)
FAILURES_STORED_FOR = timedelta(days=1)
NO_WAIT = timedelta(0)
MAX_NAME_LENGTH = 255

log = logging.getLogger(__name__)


def wait_after(failures: int) -> timedelta:
    """Return how long to wait after a number of failures in a row."""
    if failures >= MAX_FAILURES:
        return STOP
    return max(NO_WAIT, (failures - FREE_FAILURES + 1) * STEP)


def wait_left(times: Iterable[datetime], now: datetime) -> timedelta:
    """Return what is left of the wait; `times` are the failures', newest first."""
    count, newest, last = 0, None, now
    for time in times:
        if last - time >= STOP:
            break
        count, newest, last = count + 1, newest or time, time
    if newest is None:
        return NO_WAIT
    return max(NO_WAIT, newest + wait_after(count) - now)


def wait_of(username: str, address: str | None) -> timedelta:
    """Return the wait for an account at an address; three queries."""
    of_account = AccessFailureLog.objects.filter(username=username)
    if _is_known(username, address):
        of_account = of_account.filter(ip_address=address)
    of_address = AccessFailureLog.objects.filter(ip_address=address)
    return max(_wait(of_account), _wait(of_address))


def wait_of_account(username: str) -> timedelta:
    """Return the wait for an account at an address where it has never signed in."""
    return _wait(AccessFailureLog.objects.filter(username=username))


def lift(username: str) -> None:
    """Delete an account's failures, and with them its wait."""
    AccessFailureLog.objects.filter(username=username).delete()


def wait_in_words(wait: timedelta) -> str:
    """Return a wait, rounded up, in words."""
    seconds = round_up(wait)
    if seconds < 60:
        return "1 second" if seconds == 1 else f"{seconds} seconds"
    minutes = -(-seconds // 60)
    if minutes < 60:
        return "1 minute" if minutes == 1 else f"{minutes} minutes"
    return "1 hour"


def round_up(wait: timedelta) -> int:
    """Return the wait in whole seconds, rounded up."""
    return -int(-wait.total_seconds() // 1)


def answer(
    request: HttpRequest, response: HttpResponse, credentials: Any = None
) -> HttpResponse:
    """Turn the page that states the wait into a 429 with Retry-After."""
    response.status_code = 429
    response["Retry-After"] = str(round_up(request.posts_wait))  # type: ignore[attr-defined]
    return response


class Throttle(AbstractAxesHandler, AxesBaseHandler):
    """Called by django-axes before a password is checked, and after.

    Sets `request.posts_wait`, and `axes_locked_out` if there is a wait.
    """

    def is_locked(
        self, request: Any, credentials: dict[str, Any] | None = None
    ) -> bool:
        wait = wait_of(_username(credentials), request.axes_ip_address)
        request.posts_wait = wait
        request.posts_was_refused = wait > NO_WAIT
        return wait > NO_WAIT

    def get_failures(
        self, request: Any, credentials: dict[str, Any] | None = None
    ) -> int:
        failures = AccessFailureLog.objects.filter(username=_username(credentials))
        return int(failures.count())

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: Any = None, **_: Any
    ) -> None:
        if request is None or request.axes_locked_out:
            return
        name, address = _username(credentials), request.axes_ip_address
        _clean(AccessFailureLog, older_than=FAILURES_STORED_FOR)
        AccessFailureLog.objects.create(
            username=name,
            ip_address=address,
            user_agent=request.axes_user_agent,
            path_info=request.axes_path_info,
        )
        request.posts_wait = wait_of(name, address)
        if request.posts_wait > NO_WAIT:
            request.axes_locked_out = True
        if request.posts_wait > STOP - STEP:
            log.warning("Sign-in as %r stopped for an hour at %s.", name, address)

    def user_logged_in(self, sender: Any, request: Any, user: Any, **_: Any) -> None:
        if request is None or request.axes_ip_address is None:
            return
        place = {"username": user.get_username(), "ip_address": request.axes_ip_address}
        AccessFailureLog.objects.filter(**place).delete()
        _clean(AccessLog, older_than=KNOWN_FOR)
        AccessLog.objects.filter(**place).delete()
        AccessLog.objects.create(
            **place,
            user_agent=request.axes_user_agent,
            path_info=request.axes_path_info,
        )

    def user_logged_out(self, sender: Any, request: Any, user: Any, **_: Any) -> None:
        pass


def _username(credentials: dict[str, Any] | None) -> str:
    return str((credentials or {}).get("username") or "")[:MAX_NAME_LENGTH]


def _is_known(username: str, address: str | None) -> bool:
    since = timezone.now() - KNOWN_FOR
    signed_in = AccessLog.objects.filter(username=username, attempt_time__gt=since)
    return bool(signed_in.filter(ip_address=address).exists())


def _wait(failures: QuerySet) -> timedelta:
    newest_first = failures.order_by("-attempt_time")
    times = newest_first.values_list("attempt_time", flat=True)[:MAX_FAILURES]
    return wait_left(times, timezone.now())


def _clean(model: Any, *, older_than: timedelta) -> None:
    model.objects.filter(attempt_time__lte=timezone.now() - older_than).delete()
