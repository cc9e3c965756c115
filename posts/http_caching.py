"""Validators and caching for every public page and feed (RFC 9110, 9111, 5861).

A public response depends on its address, the content version and the release alone. So
a poll is answered from the version, by one query, before anything is looked up or
built; and each process builds a page or feed once per version.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache as memoise
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_etags, parse_http_date_safe

from .compression import choose_coding, compress
from .models import ContentVersion
from .response_store import ResponseStore

# The admin, and files, whose names change with their content.
EXCLUDED = ("/admin/", "/media/", "/static/")
# A shared cache revalidates after this time, and may serve what it has meanwhile, or
# while the site is down.
FRESH = timedelta(seconds=60)
STALE = "stale-while-revalidate=600, stale-if-error=604800"
SECOND = timedelta(seconds=1)
BUILT = ResponseStore()


@dataclass(frozen=True, slots=True)
class Validators:
    """The ETag and date of one address in one coding, and how long they are fresh.

    `shown` is the date that is sent: one moment decides it for the whole response.
    """

    etag: str
    modified: datetime
    shown: datetime
    fresh_for: timedelta

    def seem_stale_to(self, request: HttpRequest) -> bool:
        """Return whether the date would make a client discard the response.

        libcurl drops content that is dated no later than If-Modified-Since, whatever
        the ETag says: two changes in a second, or a restored backup, would be missed.
        """
        since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
        return since is not None and int(self.shown.timestamp()) <= since

    def stamp(self, response: HttpResponse) -> None:
        """Set the validators and the caching rule on a response."""
        response["ETag"] = self.etag
        response["Last-Modified"] = http_date(self.shown.timestamp())
        seconds = int(self.fresh_for.total_seconds())
        response["Cache-Control"] = f"public, max-age=0, s-maxage={seconds}, {STALE}"
        patch_vary_headers(response, ["Accept-Encoding"])

    def are_known_to(self, request: HttpRequest, *, exists: bool = False) -> bool:
        """Return whether If-None-Match names this ETag, compared weakly, as GET may; or
        names any ("*"), if there is a response at all."""
        known = parse_etags(request.headers.get("If-None-Match", ""))
        if exists and known == ["*"]:
            return True
        return self.etag in (tag.removeprefix("W/") for tag in known)

    def are_older_than_known(self, request: HttpRequest) -> bool:
        """Return whether If-Modified-Since is recent; it is ignored beside an ETag."""
        if "If-None-Match" in request.headers:
            return False
        since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
        return since is not None and int(self.modified.timestamp()) <= since


def validators(request: HttpRequest, coding: str) -> Validators:
    """Return the validators of the requested address; one query."""
    moment = ContentVersion.current()
    now = timezone.now()
    parts = (
        release_digest(),
        settings.BASE_URL,
        str(moment.number),
        moment.changed_at.isoformat(),
        request.path,
        coding,
    )
    digest = hashlib.sha256("\n".join(parts).encode(errors="replace")).hexdigest()
    until_due = moment.next_due - now if moment.next_due else FRESH
    modified = max(moment.changed_at, started())
    # Within a second of a change another may follow: an earlier date is safe.
    is_settled = now - modified >= SECOND
    return Validators(
        etag=f'"{digest[:32]}"',
        modified=modified,
        shown=modified if is_settled else modified - SECOND,
        fresh_for=max(min(FRESH, until_due), timedelta()),
    )


@memoise
def release_digest() -> str:
    """Return a digest of all code, templates and styles that shape a response."""
    digest = hashlib.sha256()
    for path in release_files():
        digest.update(path.read_bytes())
    return digest.hexdigest()


@memoise
def started() -> datetime:
    """Return when this release was installed: the newest of its files' dates."""
    newest = max(path.stat().st_mtime for path in release_files())
    return datetime.fromtimestamp(newest, tz=timezone.get_default_timezone())


def release_files() -> list[Path]:
    """Return the files that shape a response, in order of their names.

    What Python compiles comes and goes while processes start: with it, two workers of
    one release would send different ETags.
    """
    return sorted(
        path
        for name in ("posts", "config", "templates", "static")
        for path in (settings.BASE_DIR / name).rglob("*")
        if "__pycache__" not in path.parts and path.is_file()
    )


class ConditionalMiddleware:
    """Responds with 304 where it can, and stamps and compresses what is built."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_read = request.method in {"GET", "HEAD"}
        if not is_read or request.path_info.startswith(EXCLUDED):
            return self.get_response(request)
        coding = choose_coding(request.headers.get("Accept-Encoding", ""))
        current = validators(request, coding)
        is_unchanged = current.are_known_to(request) or (
            current.are_older_than_known(request) and is_always_there(request)
        )
        if is_unchanged:
            return not_modified(current)
        response = BUILT.get(current.etag)
        if response is None:
            response = self.get_response(request)
            if not is_public(response):
                return response
            compress(response, coding)
            BUILT.put(current.etag, response)
        if current.are_older_than_known(request) or current.are_known_to(
            request, exists=True
        ):
            return not_modified(current)
        current.stamp(response)
        if current.seem_stale_to(request):
            del response["Last-Modified"]
        return response


def is_public(response: HttpResponse) -> bool:
    """Return whether everybody who asks gets this response, byte for byte."""
    is_private = "no-store" in response.get("Cache-Control", "") or response.cookies
    return response.status_code == 200 and not is_private


def is_always_there(request: HttpRequest) -> bool:
    """Return whether the address names no text, tag or author that could be missing.

    An ETag is proof that there was a response; a date could be anybody's guess.
    """
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return False
    return not match.captured_kwargs  # type: ignore[attr-defined]  # not in the stubs


def not_modified(current: Validators) -> HttpResponse:
    """Return 304 with the headers that the 200 would have had (RFC 9110, 15.4.5)."""
    response = HttpResponseNotModified()
    current.stamp(response)
    return response
