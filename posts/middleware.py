"""Unknown hosts, the site's time zone and language, redirects, no cookies in public."""

from collections.abc import Callable
from urllib.parse import unquote

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone, translation

from .current import current_site
from .feeds import alias_feed
from .models.redirect_lookup import find_query_redirect, find_redirect

ADMIN = "/admin/"
# What no page of the site uses, so that nothing in a text can ask for it.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "microphone",
        "payment",
        "usb",
    )
)


class HostMiddleware:
    """Answers 400 to an unknown host, whatever is asked for: cached pages and static
    files, too. Otherwise a page for another name could get into somebody's cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.get_host()
        if "\0" in unquote(request.META.get("QUERY_STRING", "")):
            raise BadRequest("No address of this site has a NUL in its query.")
        response = self.get_response(request)
        response["Permissions-Policy"] = PERMISSIONS
        return response


class SiteMiddleware:
    """Activates the site's time zone and, on public pages, its language.

    A public response sets no cookie and does not vary on one, even where sessions and
    CSRF would replace a stale one, so that any cache may store it for everybody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        site = current_site(request)
        with timezone.override(site.zone):
            if request.path_info.startswith(ADMIN):
                return self.get_response(request)
            with translation.override(site.language):
                return without_cookies(self.get_response(request))


class RedirectMiddleware:
    """Where nothing is found, serves a feed under its alias, or redirects from an
    address that was once public; from one with a query, whatever is found."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(ADMIN):
            return self.get_response(request)
        query = request.META.get("QUERY_STRING", "")
        if query and (target := find_query_redirect(request.path_info, query)):
            return redirect_to(target)
        response = self.get_response(request)
        if not is_missing(request, response):
            return response
        if feed := alias_feed(request):
            return feed
        if (target := find_redirect(request.path_info)) is None:
            return response
        return redirect_to(target, query) if target else gone(request)


def redirect_to(target: str, query: str = "") -> HttpResponse:
    """Return a permanent redirect that keeps the query string."""
    if query:
        address, mark, fragment = target.partition("#")
        join = "&" if "?" in address else "?"
        target = f"{address}{join}{query}{mark}{fragment}"
    response = HttpResponsePermanentRedirect(target)
    # Not for ever, as browsers cache a 301: an address may come back.
    response["Cache-Control"] = "public, max-age=600"
    return response


def gone(request: HttpRequest) -> HttpResponse:
    """Return the 410 page, to be revalidated each time: a text may come back."""
    response = render(request, "410.html", status=410)
    response["Cache-Control"] = "public, no-cache"
    return response


def is_missing(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether nothing was found, or only with a slash at the end."""
    with_slash = response.get("Location", "").partition("?")[0] == f"{request.path}/"
    return response.status_code == 404 or with_slash


def without_cookies(response: HttpResponse) -> HttpResponse:
    """Remove cookies, and Vary on them, from a response that anybody may get."""
    if "no-store" in response.get("Cache-Control", ""):
        return response
    response.cookies.clear()
    names = [name.strip() for name in response.get("Vary", "").split(",")]
    if others := [name for name in names if name and name.lower() != "cookie"]:
        response["Vary"] = ", ".join(others)
    else:
        del response["Vary"]
    return response
