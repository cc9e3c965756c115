"""Signing in, slowed and then stopped after failures: the rule, stored by django-axes.

Failures are counted per account, wherever they come from, and per address, whomever
they try. After five, each further one costs a longer wait; after twenty there is an
hour's. Nothing tried during a wait is looked at or counted, a correct password neither.

An hour without a counted failure clears the count. So the hour's stop ends it, and
whoever wants to keep somebody out has to start anew each time; one attempt an hour
never costs more than the few minutes that follow it. Nor does it matter to those who
return: where an account has signed in within a month, failures elsewhere do not count.
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

FREE = 5
STEP = timedelta(seconds=30)
MOST = 20
STOP = timedelta(hours=1)
KNOWN_FOR = timedelta(days=30)
KEPT_FOR = timedelta(days=1)
NO_WAIT = timedelta(0)
LONGEST_NAME = 255

log = logging.getLogger(__name__)


def wait_after(failures: int) -> timedelta:
    """Return how long nobody may try after so many failures in a row."""
    if failures >= MOST:
        return STOP
    return max(NO_WAIT, (failures - FREE + 1) * STEP)


def wait_left(times: Iterable[datetime], now: datetime) -> timedelta:
    """Return what is left of the wait; `times` are those of failures, newest first."""
    count, newest, last = 0, None, now
    for time in times:
        if last - time >= STOP:
            break
        count, newest, last = count + 1, newest or time, time
    if newest is None:
        return NO_WAIT
    return max(NO_WAIT, newest + wait_after(count) - now)


def wait_of(username: str, address: str | None) -> timedelta:
    """Return how long an account cannot be signed in to from an address; 3 queries."""
    of_account = AccessFailureLog.objects.filter(username=username)
    if _is_known(username, address):
        of_account = of_account.filter(ip_address=address)
    of_address = AccessFailureLog.objects.filter(ip_address=address)
    return max(_wait(of_account), _wait(of_address))


def wait_of_account(username: str) -> timedelta:
    """Return how long an account cannot be signed in to from where it never was."""
    return _wait(AccessFailureLog.objects.filter(username=username))


def lift(username: str) -> None:
    """Forget an account's failures."""
    AccessFailureLog.objects.filter(username=username).delete()


def wait_in_words(wait: timedelta) -> str:
    """Return a wait, rounded up, as people say it."""
    seconds = round_up(wait)
    if seconds < 60:
        return "1 second" if seconds == 1 else f"{seconds} seconds"
    minutes = -(-seconds // 60)
    if minutes < 60:
        return "1 minute" if minutes == 1 else f"{minutes} minutes"
    return "1 hour"


def round_up(wait: timedelta) -> int:
    """Return whole seconds after which the wait is surely over."""
    return -int(-wait.total_seconds() // 1)


def answer(
    request: HttpRequest, response: HttpResponse, credentials: Any = None
) -> HttpResponse:
    """Say to programs, too, that it was too much: the page itself has the sentence."""
    response.status_code = 429
    response["Retry-After"] = str(round_up(request.posts_wait))  # type: ignore[attr-defined]
    return response


class Throttle(AbstractAxesHandler, AxesBaseHandler):
    """What django-axes calls: before a password is looked at, and after.

    `request.posts_wait` is set where there is a wait, and `axes_locked_out` with it.
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
        _clean(AccessFailureLog, older_than=KEPT_FOR)
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
    return str((credentials or {}).get("username") or "")[:LONGEST_NAME]


def _is_known(username: str, address: str | None) -> bool:
    since = timezone.now() - KNOWN_FOR
    signed_in = AccessLog.objects.filter(username=username, attempt_time__gt=since)
    return bool(signed_in.filter(ip_address=address).exists())


def _wait(failures: QuerySet) -> timedelta:
    newest_first = failures.order_by("-attempt_time")
    times = newest_first.values_list("attempt_time", flat=True)[:MOST]
    return wait_left(times, timezone.now())


def _clean(model: Any, *, older_than: timedelta) -> None:
    model.objects.filter(attempt_time__lte=timezone.now() - older_than).delete()
