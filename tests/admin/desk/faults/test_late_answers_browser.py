"""Saves whose answer is late or lost: what is typed meanwhile is there in the end."""

import time

import pytest
from playwright.sync_api import Page, expect

from tests.trial.processes import wait_until
from tests.trial.site import Site
from tests.trial.wire import Wire

from .desk_in_browser import (
    AUTOSAVED,
    PROMISE,
    begin,
    body,
    recover,
    save,
    status,
    stored,
    write,
)

pytestmark = pytest.mark.browser


def type_while_saving(page: Page, site: Site, wire: Wire) -> str:
    """Press save, type on while no answer comes; return the text."""
    write(page, "Saved. ")
    expect(status(page)).to_contain_text(AUTOSAVED)
    page.wait_for_load_state("networkidle")
    wire.flow.clear()
    typed = "Late. " + body(page).input_value()
    save(page)
    write(page, "Late. ")
    wait_until(lambda: stored(site).startswith("Saved. "), "the save")
    return typed


def test_what_is_typed_while_a_save_is_on_its_way_goes_into_the_next(
    window, site, wire
):
    page = window.page
    page.goto(begin(page, site).replace(site.url, wire.url))
    typed = type_while_saving(page, site, wire)
    wire.restore()
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    expect(body(page)).to_have_value(typed)
    save(page)
    wait_until(lambda: stored(site) == typed, "the next save")


def test_what_is_typed_while_a_save_is_on_its_way_can_be_recovered(window, site, wire):
    page = window.page
    address = begin(page, site).replace(site.url, wire.url)
    page.goto(address)
    typed = type_while_saving(page, site, wire)
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


def test_save_whose_answer_is_lost_is_no_other_author(window, site, wire):
    page = window.page
    page.goto(begin(page, site).replace(site.url, wire.url))
    write(page, "Saved. ")
    expect(status(page)).to_contain_text(AUTOSAVED)
    page.wait_for_load_state("networkidle")
    wire.loses_answers = True
    save(page)
    expect(status(page)).to_contain_text("Not saved. ")
    assert stored(site).startswith("Saved. ")
    wire.restore()
    write(page, "Typed on. ")
    expect(status(page)).to_contain_text(AUTOSAVED)
    typed = body(page).input_value()
    save(page)
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    assert stored(site) == typed
