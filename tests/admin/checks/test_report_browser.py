"""The report before publishing in a real browser: it follows, leads, and holds back."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from posts.models import Post
from tests.support.factories import make_post
from tests.support.signed_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CONFLICT = "One.\n\n<<<<<<< yours\nTwo.\n=======\nThree.\n>>>>>>> theirs\n"
TROUBLED = CONFLICT + "\n[](/) [a](/posts/none/) $\\nonsense$\n\n[^b]: c"

# Where the chosen line is on the screen, and what of the text area is seen.
LINE = """
async (area) => {
  const address = document.querySelector("script[src*='desk/preview']").src;
  const { locate } = await import(address.replace("preview", "caret"));
  const { top, bottom } = locate(area, area.selectionStart);
  const frame = area.getBoundingClientRect();
  return [top, bottom, frame.top, frame.bottom];
}
"""


def open_desk(page: Page, site: str) -> Page:
    """Open the form for a new post, signed in, and the panel with the report."""
    sign_in(page, site)
    page.goto(f"{site}/admin/posts/post/add/")
    page.locator("[data-publish]").click()
    return page


def report(page: Page) -> Locator:
    return page.locator("[data-report]")


def text(page: Page) -> Locator:
    return page.locator("#id_body")


def test_report_follows_the_text(page, site):
    make_post(slug="sketch", published_at=None)
    desk = open_desk(page, site)
    text(desk).fill("See [it](/posts/sketch/).")
    expect(report(desk)).to_contain_text("leads to a draft")
    Post.objects.update(published_at="2024-01-01T00:00Z")
    text(desk).press_sequentially(" ")
    expect(report(desk)).not_to_contain_text("leads to a draft")


def test_what_would_break_the_page_holds_publishing_back_until_it_is_fixed(page, site):
    desk = open_desk(page, site)
    desk.get_by_label("Title:").fill("A merged text")
    text(desk).fill(CONFLICT)
    expect(report(desk)).to_contain_text("Must be fixed before publishing (1)")
    desk.locator("[data-publish-panel]").evaluate("(panel) => panel.open = true")
    desk.get_by_role("button", name="Publish now").click()
    expect(desk.get_by_text("would break the page")).to_be_visible()
    expect(text(desk)).to_have_value(CONFLICT)
    assert not Post.objects.exists()
    report(desk).get_by_role("link", name="Line 3").click()
    chosen = "(a) => a.value.slice(a.selectionStart, a.selectionEnd)"
    assert text(desk).evaluate(chosen) == "<<<<<<< yours"
    text(desk).fill("One.\n\nTwo.\n")
    expect(report(desk)).not_to_contain_text("Must be fixed")
    desk.locator("[data-publish-panel]").evaluate("(panel) => panel.open = true")
    desk.get_by_role("button", name="Publish now").click()
    expect(desk.get_by_text("Published.")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_finding_far_away_is_scrolled_to(page, site, width):
    desk = open_desk(page, site)
    desk.set_viewport_size({"width": width, "height": 800})
    lines = [f"Line {number}. " + "Words. " * 60 for number in range(300)]
    lines[4], lines[199] = "Here $\\nonsense$.", "There $\\rubbish$. " + "Words. " * 60
    text(desk).fill("\n".join(lines))
    text(desk).press("Control+End")
    for number in (5, 200, 5):
        desk.locator("[data-publish-panel]").evaluate("(panel) => panel.open = true")
        link = report(desk).get_by_role("link", name=f"Line {number}", exact=True)
        link.first.click()
        expect(text(desk)).to_be_focused()
        top, bottom, first, last = text(desk).evaluate(LINE)
        assert first <= top < bottom <= last
        assert bottom <= 800


def test_report_is_complete_without_javascript(open_page, site):
    desk = open_desk(open_page(java_script_enabled=False), site)
    desk.get_by_label("Title:").fill("Plain")
    text(desk).fill(TROUBLED)
    desk.get_by_role("button", name="Publish now").click()
    expect(report(desk)).to_contain_text("Must be fixed before publishing (1)")
    expect(text(desk)).to_have_value(TROUBLED)
    desk.locator("[data-publish-panel]").evaluate("(panel) => panel.open = true")
    report(desk).get_by_role("link", name="Line 3").click()
    assert desk.url.endswith("#id_body")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1400])
def test_report_is_accessible(open_page, site, scheme, width):
    size = {"width": width, "height": 900}
    desk = open_desk(open_page(color_scheme=scheme, viewport=size), site)
    desk.get_by_label("Title:").fill("Troubled")
    text(desk).fill(TROUBLED)
    desk.locator("[data-publish-panel]").evaluate("(panel) => panel.open = true")
    expect(report(desk)).to_contain_text("Must be fixed before publishing (1)")
    found = Axe().run(desk, options={"runOnly": WCAG, "iframes": False})
    assert found.violations_count == 0, found.generate_report()
    overflow = "document.documentElement.scrollWidth - window.innerWidth"
    assert desk.evaluate(overflow) <= 0


@pytest.mark.parametrize("width", [320, 768, 1024, 1280])
def test_panel_is_seen_whole_at_every_width(page, site, width):
    desk = open_desk(page, site)
    desk.set_viewport_size({"width": width, "height": 900})
    body = desk.locator(".desk-publish .desk-panel-body")
    body.scroll_into_view_if_needed()
    box = body.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def test_panel_that_opens_below_the_screen_is_scrolled_to(page, site):
    desk = open_desk(page, site)
    panel = desk.locator("[data-publish-panel]")
    panel.evaluate("(panel) => panel.open = false")
    desk.set_viewport_size({"width": 320, "height": 640})
    panel.locator("summary").press("Enter")
    expect(panel.get_by_role("heading").first).to_be_in_viewport(ratio=1)
    expect(panel.locator(".desk-actions-list button").first).to_be_in_viewport(ratio=1)
