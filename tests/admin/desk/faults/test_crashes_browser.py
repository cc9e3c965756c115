"""What dies while somebody writes, from a tab to the network: no word is lost."""

import time

import pytest
from playwright.sync_api import expect

from .desk_in_browser import (
    ALONE,
    AUTOSAVED,
    PROMISE,
    WORDS,
    begin,
    body,
    open_again,
    recover,
    save,
    status,
    stored,
    write,
)

pytestmark = pytest.mark.browser


def test_killed_tab_costs_two_seconds_at_most(window, site):
    address = begin(window.page, site)
    write(window.page, WORDS)
    body(window.page).press_sequentially("And keys.")
    typed = body(window.page).input_value()
    time.sleep(PROMISE)
    window.kill_tab()
    window.page.goto(address)
    expect(window.page.locator(".desk-recovery")).to_contain_text("And keys.")
    recover(window.page)
    expect(body(window.page)).to_have_value(typed)


def test_killed_browser_has_what_no_server_has(window, site):
    address = begin(window.page, site)
    site.kill()
    write(window.page, WORDS)
    window.page.fill("#id_title", "Another title")
    typed = body(window.page).input_value()
    time.sleep(PROMISE)
    window.kill()
    site.start()
    window.start()
    site.wait()
    open_again(window.page, site, address)
    recover(window.page)
    expect(body(window.page)).to_have_value(typed)
    expect(window.page.locator("#id_title")).to_have_value("Another title")
    save(window.page)
    expect(window.page.get_by_text("Saved as a draft.")).to_be_visible()
    assert stored(site) == typed


def test_new_text_outlives_browser_and_server(window, site):
    page = window.page
    page.goto(f"{site.url}/admin/posts/post/add/")
    page.fill("#id_title", "Never saved")
    write(page, WORDS)
    time.sleep(PROMISE)
    window.kill()
    site.kill()
    site.start()
    window.start()
    site.wait()
    open_again(window.page, site, f"{site.url}/admin/posts/post/add/")
    expect(window.page.locator(".desk-recovery")).to_contain_text("“Never saved”")
    recover(window.page)
    expect(body(window.page)).to_have_value(WORDS)


def test_dead_server_is_told_and_saving_against_it_costs_nothing(window, site):
    begin(window.page, site)
    site.kill()
    write(window.page, WORDS)
    typed = body(window.page).input_value()
    expect(status(window.page)).to_contain_text(ALONE)
    save(window.page)
    expect(status(window.page)).to_contain_text("Not saved. ")
    expect(body(window.page)).to_have_value(typed)
    site.start()
    site.wait()
    expect(status(window.page)).to_contain_text(AUTOSAVED, timeout=20_000)
    save(window.page)
    expect(window.page.get_by_text("Saved as a draft.")).to_be_visible()
    assert stored(site) == typed


def test_restarted_server_autosaves_again(window, site):
    begin(window.page, site)
    site.kill()
    write(window.page, WORDS)
    expect(status(window.page)).to_contain_text(ALONE)
    site.start()
    site.wait()
    expect(status(window.page)).to_contain_text(AUTOSAVED, timeout=20_000)


def test_cut_network_is_told_and_so_is_its_return(window, site):
    begin(window.page, site)
    window.context.set_offline(True)
    write(window.page, WORDS)
    expect(status(window.page)).to_contain_text(ALONE)
    window.context.set_offline(False)
    expect(status(window.page)).to_contain_text(AUTOSAVED, timeout=20_000)
    assert len(site.rows("SELECT 1 FROM posts_autosave")) == 1
