"""Draft links at the desk, in a browser: made, copied, revoked beside the text."""

import pytest
from playwright.sync_api import Locator, Page, expect

from posts.models import DraftLink, Post
from tests.support.factories import make_post
from tests.support.signed_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_panel(page: Page, site: str) -> Page:
    """Open the desk of a draft, and its panel of draft links."""
    post = make_post(published_at=None, body="Saved.")
    sign_in(page, site)
    page.goto(f"{site}/admin/posts/post/{post.pk}/change/")
    page.get_by_text("Draft link", exact=True).click()
    return page


def make(page: Page) -> Locator:
    return page.get_by_role("button", name="Create a draft link")


def links(page: Page) -> Locator:
    return page.locator("[data-draft-link-list] a")


def test_links_are_made_and_revoked_beside_unsaved_words(page, site):
    desk = open_panel(page, site)
    desk.locator("#id_body").fill("Unsaved.")
    make(desk).press("Enter")
    expect(links(desk)).to_have_count(1)
    link = DraftLink.objects.get()
    expect(links(desk)).to_have_text(link.address)
    assert desk.evaluate("getSelection().toString()") == link.address
    expect(desk.get_by_role("button", name="Copy the link")).to_be_focused()
    status = desk.locator("[data-draft-link-status]")
    expect(status).to_have_text("The link is valid for two weeks.")
    make(desk).press("Enter")
    expect(links(desk)).to_have_count(2)
    desk.get_by_role("button", name="Revoke").last.press("Enter")
    expect(links(desk)).to_have_count(1)
    expect(make(desk)).to_be_focused()
    expect(desk.locator("[data-draft-link-status]")).to_contain_text("was revoked")
    assert DraftLink.objects.get() != link
    expect(desk.locator("#id_body")).to_have_value("Unsaved.")


@pytest.mark.parametrize("permissions", [[], ["clipboard-read", "clipboard-write"]])
def test_link_is_copied_or_left_selected(open_page, site, permissions):
    desk = open_panel(open_page(permissions=permissions), site)
    make(desk).click()
    desk.get_by_role("button", name="Copy the link").click()
    expect(desk.locator("[data-draft-link-status]")).to_contain_text("Cop")
    address = DraftLink.objects.get().address
    assert desk.evaluate("getSelection().toString()") == address
    if permissions:
        assert desk.evaluate("navigator.clipboard.readText()") == address


def test_why_there_is_no_link_is_told_in_the_panel(page, site):
    desk = open_panel(page, site)
    Post.objects.update(published_at="2024-01-01T00:00Z")
    make(desk).click()
    told = desk.locator("[data-draft-link-status]")
    expect(told).to_contain_text("scheduled texts have draft links")
    desk.context.clear_cookies(name="sessionid")
    make(desk).click()
    expect(told).to_contain_text("You are signed out.")
    assert not DraftLink.objects.exists()


def test_message_has_the_link_without_javascript(open_page, site):
    desk = open_panel(open_page(java_script_enabled=False), site)
    make(desk).click()
    address = DraftLink.objects.get().address
    said = desk.locator(".messagelist")
    expect(said.get_by_role("link", name=address)).to_have_attribute("href", address)
    desk.get_by_text("Draft link", exact=True).click()
    expect(desk.get_by_role("button", name="Copy the link")).to_have_count(0)
    expect(desk.get_by_role("button", name="Revoke")).to_be_visible()
