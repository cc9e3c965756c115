"""A sign-in ends while somebody writes: every word comes through it."""

import time

import pytest
from playwright.sync_api import expect

from .desk_in_browser import (
    AUTOSAVED,
    PROMISE,
    WORDS,
    begin,
    body,
    open_again,
    recover,
    save,
    sign_in,
    status,
    stored,
    write,
)

pytestmark = pytest.mark.browser


def test_signing_in_beside_the_desk_lets_it_autosave_again(window, site):
    begin(window.page, site)
    site.end_sessions()
    write(window.page, "Before. ")
    expect(status(window.page)).to_contain_text("Signed out")
    with window.context.expect_page() as opened:
        status(window.page).get_by_role("link", name="Sign in").click()
    sign_in(opened.value, site)
    opened.value.close()
    write(window.page, "After. ")
    expect(status(window.page)).to_contain_text(AUTOSAVED, timeout=20_000)
    typed = body(window.page).input_value()
    save(window.page)
    expect(window.page.get_by_text("Saved as a draft.")).to_be_visible()
    assert stored(site) == typed


def test_autosave_of_the_browser_is_handed_in_after_another_login(window, site):
    address = begin(window.page, site)
    site.end_sessions()
    write(window.page, WORDS)
    typed = body(window.page).input_value()
    time.sleep(PROMISE)
    window.kill()
    window.start()
    open_again(window.page, site, address)
    recover(window.page)
    expect(body(window.page)).to_have_value(typed)


def test_save_leads_through_the_login_and_back_with_every_word(window, site):
    page = window.page
    begin(page, site)
    write(page, WORDS)
    page.fill("#id_title", "A title & more")
    typed = body(page).input_value()
    site.end_sessions()
    save(page)
    expect(page.get_by_text("What you typed is not lost")).to_be_visible()
    sign_in(page, site)
    expect(body(page)).to_have_value(typed)
    expect(page.locator("#id_title")).to_have_value("A title & more")
    save(page)
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    assert stored(site) == typed
    write(page, "More. ")
    save(page)
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    expect(page.locator("[data-recovery][aria-busy=false]")).to_be_attached()
    expect(page.locator(".desk-recovery")).to_have_count(0)
