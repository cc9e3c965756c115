"""A site that can be killed, the browser of its editor, and a wire between the two."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support.served import Prepared
from tests.trial.site import Site
from tests.trial.trial_browser import Chromium
from tests.trial.wire import Wire

from .desk_in_browser import sign_in


@pytest.fixture(scope="session")
def served(tmp_path_factory, prepared: Prepared) -> Iterator[Site]:
    """A site of its own, for all of these tests."""
    site = Site(tmp_path_factory.mktemp("lost"))
    prepared.copy(site.folder)
    site.password = prepared.password
    try:
        site.prepare()
        yield site
    finally:
        site.kill()


@pytest.fixture
def site(served: Site) -> Iterator[Site]:
    """The site, with nothing autosaved; it runs again after the test."""
    yield served
    if served.process is None or served.process.poll() is not None:
        served.start()
        served.wait()
    for table in ("posts_autosave", "posts_revision"):
        served.rows(f"DELETE FROM {table}")


@pytest.fixture
def window(browser: Browser, site: Site, tmp_path) -> Iterator[Chromium]:
    """The editor's browser, signed in."""
    window = Chromium(browser.browser_type, tmp_path)
    try:
        window.page.goto(f"{site.url}/admin/")
        sign_in(window.page, site)
        yield window
    finally:
        window.close()


@pytest.fixture
def wire(site: Site) -> Iterator[Wire]:
    """A connection to the site that can be cut."""
    wire = Wire(site.port, seed=0)
    yield wire
    wire.close()
