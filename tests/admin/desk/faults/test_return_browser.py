"""Coming back to the desk by reload, Back or a link: the newest words are there."""

import time

import pytest
from playwright.sync_api import expect

from tests.trial.colleague import Colleague
from tests.trial.processes import wait_until

from .desk_in_browser import (
    AUTOSAVED,
    PROMISE,
    begin,
    body,
    recover,
    resume,
    save,
    status,
    stored,
    write,
)

pytestmark = [pytest.mark.browser, pytest.mark.long]


def test_reloading_resumed_words_shows_what_was_typed_since(window, site):
    resume(window.page, site)
    write(window.page, "More. ")
    expect(status(window.page)).to_contain_text(AUTOSAVED)
    typed = body(window.page).input_value()
    window.page.reload()
    expect(body(window.page)).to_have_value(typed)
    expect(window.page.locator("[data-recovery][aria-busy=false]")).to_be_attached()
    expect(window.page.locator(".desk-recovery")).to_have_count(0)


def test_newer_words_of_this_browser_can_be_recovered_beside_resumed_ones(window, site):
    address = resume(window.page, site)
    resumed = window.page.url
    window.context.set_offline(True)
    write(window.page, "In the browser only. ")
    typed = body(window.page).input_value()
    time.sleep(PROMISE)
    window.kill_tab()
    window.context.set_offline(False)
    window.page.goto(resumed)
    expect(window.page.locator(".desk-recovery")).to_contain_text(
        "In the browser only."
    )
    write(window.page, "Typing on. ")
    expect(status(window.page)).to_contain_text(AUTOSAVED)
    window.page.goto(address)
    recoverable = window.page.locator(".desk-recovery")
    expect(recoverable).to_have_count(2)
    recoverable.filter(has_text="In the browser only.").get_by_role("link").click()
    expect(body(window.page)).to_have_value(typed)


def test_back_after_a_save_shows_what_is_saved(window, site):
    page = window.page
    begin(page, site)
    write(page, "New. ")
    save(page)
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    page.goto(f"{site.url}/admin/")
    page.go_back()
    expect(body(page)).to_have_value(stored(site))
    write(page, "Typed on. ")
    expect(status(page)).to_contain_text(AUTOSAVED)
    typed = body(page).input_value()
    save(page)
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    assert stored(site) == typed


def test_coming_back_never_puts_old_words_over_a_colleagues(window, site):
    page = window.page
    address = begin(page, site)
    write(page, "Unsaved. ")
    expect(status(page)).to_contain_text(AUTOSAVED)
    page.goto(f"{site.url}/admin/")
    Colleague(site).append(int(address.split("/")[-3]), "\n\nTheirs.")
    page.go_back()
    expect(body(page)).to_have_value(stored(site))
    recover(page)
    save(page)
    expect(page.get_by_text("colleague has saved this text")).to_be_visible()


def test_what_is_typed_while_a_save_is_on_its_way_can_be_recovered(window, site, wire):
    page = window.page
    address = begin(page, site).replace(site.url, wire.url)
    page.goto(address)
    write(page, "Saved. ")
    expect(status(page)).to_contain_text(AUTOSAVED)
    page.wait_for_load_state("networkidle")
    wire.flow.clear()
    typed = "Late. " + body(page).input_value()
    save(page)
    write(page, "Late. ")
    wait_until(lambda: stored(site).startswith("Saved. "), "the save")
    time.sleep(PROMISE)
    window.kill_tab()
    wire.restore()
    page = window.page
    page.goto(address)
    recover(page)
    expect(body(page)).to_have_value(typed)
    save(page)
    # What was saved meanwhile was the author's own, and all of it is in here.
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    assert stored(site) == typed
