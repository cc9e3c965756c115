"""A real Chromium for tests; what goes wrong in one of its pages fails the test."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connections
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Playwright,
    Request,
    Response,
    expect,
    sync_playwright,
)

from .requirements import skip_unless

# Without a window, a context costs a tenth of what it does in the whole browser.
SHELL = "chromium-headless-shell"
WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
REMEDY = (
    "No Chromium was found. Install your system's package (on Debian: apt-get install"
    " chromium-headless-shell), or run `playwright install chromium`, or name one in"
    " POSTS_CHROMIUM."
)

# No test is about speed, and a busy machine takes its time.
expect.set_options(timeout=20_000)

type OpenPage = Callable[..., Page]


def find_chromium() -> str | None:
    """Return an executable; None means Playwright's own, if it was installed."""
    found = (shutil.which(name) for name in (SHELL, *WHOLE))
    return os.environ.get("POSTS_CHROMIUM") or next(filter(None, found), None)


def launch(playwright: Playwright) -> Browser | None:
    """Start Chromium; return None if there is none."""
    # Chromium refuses to build its sandbox for root.
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    try:
        return playwright.chromium.launch(
            executable_path=find_chromium(),
            args=[*ARGUMENTS, *(["--no-sandbox"] if is_root else [])],
        )
    except Error as error:
        if "Executable doesn't exist" in str(error):
            return None
        raise


class Watch:
    """Collects what a page should not do: complain, fail to load, or ask strangers."""

    def __init__(self, page: Page) -> None:
        self.problems: list[str] = []
        self.requests: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("request", self._see)
        page.on("requestfailed", self._miss)
        page.on("response", self._weigh)

    def _hear(self, message: ConsoleMessage) -> None:
        # A failed load is judged by its response, which names the address.
        is_load = message.text.startswith("Failed to load resource")
        if message.type in {"error", "warning"} and not is_load:
            self.problems.append(f"console: {message.text}")

    def _see(self, request: Request) -> None:
        self.requests.append(request.url)
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and parts.hostname not in LOOPBACK:
            self.problems.append(f"asked another host: {request.url}")

    def _miss(self, request: Request) -> None:
        # A page that is left stops loading what it had not got yet.
        if request.failure != "net::ERR_ABORTED":
            self.problems.append(f"not loaded: {request.url}: {request.failure}")

    def _weigh(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.problems.append(f"status {response.status}: {response.url}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        skip_unless(chromium, REMEDY)
        assert chromium
        yield chromium
        chromium.close()
        # Playwright's event loop has had database connections of its own, which would
        # keep PostgreSQL from removing the test database.
        connections.close_all()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens pages in contexts of their own: `open_page(java_script_enabled=False)`.

    The page's `watch` holds its requests; its problems fail the test at the end.
    """
    opened: list[tuple[BrowserContext, Watch]] = []

    def open_one(**options: Any) -> Page:
        context = browser.new_context(**options)
        page = context.new_page()
        watch = Watch(page)
        page.watch = watch  # type: ignore[attr-defined]
        opened.append((context, watch))
        return page

    yield open_one
    for context, _ in opened:
        context.close()
    assert [problem for _, watch in opened for problem in watch.problems] == []


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """One page, as a reader's browser shows it."""
    return open_page()
