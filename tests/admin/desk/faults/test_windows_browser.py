"""Two people, or two windows, with one text: nobody is overwritten, both stay."""

import time

import pytest
from playwright.sync_api import expect

from tests.trial.colleague import Colleague

from .desk_in_browser import (
    ALONE,
    AUTOSAVED,
    PROMISE,
    begin,
    body,
    open_again,
    resume,
    save,
    status,
    stored,
    write,
)

pytestmark = pytest.mark.browser


def test_two_people_are_shown_both_texts_and_merge_them(window, site):
    page = window.page
    address = begin(page, site)
    write(page, "Mine.\n\n")
    key = int(address.split("/")[-3])
    Colleague(site).append(key, "\n\nTheirs.")
    save(page)
    expect(page.get_by_text("colleague has saved this text")).to_be_visible()
    expect(page.locator(".desk-conflict")).to_contain_text("Theirs.")
    assert "Mine." not in stored(site)
    page.get_by_role("button", name="Merge both").click()
    both = "Mine.\n\nSaved words.\n\nA middle.\n\nAn end.\n\nTheirs."
    expect(body(page)).to_have_value(both)
    save(page)
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    assert stored(site) == both
    expect(page.locator(".desk-recovery")).to_have_count(0)


def test_two_windows_that_resume_one_autosave_lose_nothing(window, site):
    address = resume(window.page, site)
    second = window.context.new_page()
    second.goto(window.page.url)
    for page, words in ((second, "Second. "), (window.page, "First. ")):
        write(page, words)
        expect(status(page)).to_contain_text(AUTOSAVED)
    write(second, "Second again. ")
    write(window.page, "First again. ")
    time.sleep(PROMISE)
    window.kill_tab()
    second.close()
    window.page.goto(address)
    expect(window.page.locator("[data-recovery][aria-busy=false]")).to_be_attached()
    recoverable = window.page.locator(".desk-recovery")
    expect(recoverable.filter(has_text="Second again.")).not_to_have_count(0)
    expect(recoverable.filter(has_text="First again.")).not_to_have_count(0)


def test_two_windows_that_resume_one_autosave_lose_nothing_without_a_network(
    window, site
):
    address = resume(window.page, site)
    second = window.context.new_page()
    second.goto(window.page.url)
    window.context.set_offline(True)
    for page, words in ((window.page, "First. "), (second, "Second. ")):
        write(page, words)
        expect(status(page)).to_contain_text(ALONE)
    time.sleep(PROMISE)
    window.kill()
    window.start()
    open_again(window.page, site, address)
    expect(window.page.locator("[data-recovery][aria-busy=false]")).to_be_attached()
    recoverable = window.page.locator(".desk-recovery")
    expect(recoverable.filter(has_text="First.")).to_have_count(1)
    expect(recoverable.filter(has_text="Second.")).to_have_count(1)
