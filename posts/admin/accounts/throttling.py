"""How long to wait after failed sign-ins, which django-axes records and counts.

It counts per account, from whatever address, and per address, for whatever account.
The fifth failure and each further one cost the next of `WAITS`. Nothing tried during a
wait is checked or counted, not even a correct password. Signing in clears the account's
failures at that address.

What failed for one account, address and browser is forgotten an hour after the last
time. So the hour's wait clears everything, and whoever wants to keep somebody out has
to start again each time. Failures that change address or browser are forgotten one by
one, which can end a wait early: that gets nine passwords an hour checked, instead of
six. Where an account has signed in within a month, failures elsewhere do not count.
"""

from datetime import datetime, timedelta
from math import ceil

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessLog
from django.conf import settings
from django.db.models import Max, QuerySet, Sum
from django.http import HttpRequest, HttpResponse

WAITS = [timedelta(minutes=wait) for wait in (0.5, 1, 2, 4, 8, 15, 30, 60)]
NO_WAIT = timedelta(0)
KNOWN_FOR_DAYS = 30

type Credentials = dict[str, str] | None


class SignIn(HttpRequest):
    """A request with what django-axes and `Throttle` note on it."""

    axes_attempt_time: datetime
    axes_ip_address: str
    axes_locked_out: bool
    posts_wait: timedelta


class Throttle(AxesDatabaseHandler):
    """Lets django-axes refuse whoever has to wait; notes for how long."""

    def get_failures(self, request: SignIn, credentials: Credentials) -> int:
        """Return the limit during a wait, else 0."""
        attempts = self.get_user_attempts(request, credentials)
        now = request.axes_attempt_time
        request.posts_wait = max(_wait_left(rows, now) for rows in attempts)
        return settings.AXES_FAILURE_LIMIT if request.posts_wait else 0

    def reset_user_attempts(self, request: SignIn, credentials: Credentials) -> int:
        """Clear only what failed for this account: otherwise its owner could try those
        of others between signing in to it."""
        name = get_client_username(request, credentials)
        place = {"username": name, "ip_address": request.axes_ip_address}
        return int(self.reset_attempts(**place))

    def clean_expired_user_attempts(self, request: SignIn, *args: object) -> int:
        if request.axes_locked_out:  # refused, which should cost no writing
            return 0
        self.reset_logs(age_days=KNOWN_FOR_DAYS)
        return int(super().clean_expired_user_attempts(request, *args))


def counted_by(request: SignIn, credentials: Credentials) -> list[str | list[str]]:
    """Return by what failures are counted: see AXES_LOCKOUT_PARAMETERS."""
    account = {"username": get_client_username(request, credentials)}
    place = account | {"ip_address": request.axes_ip_address}
    is_known = AccessLog.objects.filter(**place).exists()
    return ["ip_address", list(place if is_known else account)]


def answer(request: SignIn, response: HttpResponse, _: Credentials) -> HttpResponse:
    """Turn the page that states the wait into a 429 with Retry-After."""
    response.status_code = 429
    response["Retry-After"] = str(ceil(request.posts_wait.total_seconds()))
    return response


def client_in_words(username: str, ip_address: str, *_: object) -> str:
    """Return what the log says of a client; no name can begin a line of its own."""
    return f"{username!r} at {ip_address}"


def _wait_left(attempts: QuerySet, now: datetime) -> timedelta:
    found = attempts.aggregate(
        failures=Sum("failures_since_start", default=0), last=Max("attempt_time")
    )
    over: int = found["failures"] - settings.AXES_FAILURE_LIMIT
    if over < 0:
        return NO_WAIT
    wait = WAITS[min(over, len(WAITS) - 1)]
    end: datetime = found["last"] + wait
    return max(NO_WAIT, min(wait, end - now))
