"""Two windows with one text: the words of both stay."""

import time

import pytest
from playwright.sync_api import expect

from .desk_in_browser import (
    ALONE,
    AUTOSAVED,
    PROMISE,
    open_again,
    resume,
    status,
    write,
)

pytestmark = [pytest.mark.browser, pytest.mark.long]


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
