"""Completion of links in a browser: proposed near the caret, never in the way."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from tests.support.factories import make_page, make_post
from tests.support.markdown_field import (
    asked,
    chosen,
    open_desk,
    options,
    state,
    text,
    write,
)
from tests.support.page_checks import RULES
from tests.support.signed_in import forgive, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Where on the screen the line with the caret is.
LINE = """
async (area) => {
  const { locate } = await import("/static/js/admin/desk/caret.js");
  return locate(area, area.selectionStart);
}
"""


@pytest.fixture
def desk(page: Page, site) -> Page:
    sign_in(page, site)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return open_desk(page, site)


def propose(desk: Page, typed: str) -> None:
    """Begin a link to a text, and see the text proposed."""
    make_post(title="Path dependence", slug="path")
    text(desk).press_sequentially(typed)
    expect(options(desk)).to_have_count(1)


@pytest.mark.parametrize("before", ["- ", "> ", "1. "])
def test_enter_takes_what_is_chosen_in_a_list_too(desk, before):
    propose(desk, f"{before}See [this](pa")
    text(desk).press("ArrowDown")
    text(desk).press("Enter")
    assert state(desk) == f"{before}See [this](/posts/path/)¦"


def test_texts_are_proposed_filtered_and_taken_by_keys(desk):
    make_post(title="Path dependence", slug="path")
    make_post(title="Paths of descent", slug="paths", published_at=None)
    make_page(title="About", slug="about")
    text(desk).press_sequentially("See [this](")
    expect(options(desk)).to_have_count(3)
    text(desk).press_sequentially("desc pa")
    expect(options(desk)).to_have_text(["Paths of descent /posts/paths/ · draft"])
    text(desk).press("Backspace")
    text(desk).fill("")
    text(desk).press_sequentially("See [this](pa")
    expect(options(desk)).to_have_count(2)
    expect(chosen(desk)).to_have_count(0)
    for key, expected in [
        ("ArrowDown", "Path dependence"),
        ("ArrowDown", "Paths of descent"),
        ("ArrowUp", "Path dependence"),
    ]:
        text(desk).press(key)
        expect(chosen(desk)).to_contain_text(expected)
        assert state(desk) == "See [this](pa¦"
    text(desk).press("Enter")
    assert state(desk) == "See [this](/posts/path/)¦"
    expect(options(desk)).to_have_count(0)


def test_texts_are_found_by_their_address(desk):
    make_post(title="Something else", slug="path")
    make_post(title="Paths and posts", slug="other")
    write(desk, "[this](¦) and on")
    text(desk).press_sequentially("/posts/pa")
    expect(options(desk)).to_have_text(["Something else /posts/path/"])
    text(desk).press("ArrowDown")
    text(desk).press("Enter")
    assert state(desk) == "[this](/posts/path/)¦ and on"


def test_plain_enter_is_a_line_break(desk):
    propose(desk, "[this](path")
    text(desk).press("Enter")
    assert state(desk) == "[this](path\n¦"
    expect(options(desk)).to_have_count(0)


def test_typing_on_forgets_what_was_chosen(desk):
    propose(desk, "[this](pat")
    text(desk).press("ArrowDown")
    text(desk).press_sequentially("h")
    text(desk).press("Enter")
    assert state(desk) == "[this](path\n¦"


def test_escape_closes_the_list_for_this_link_only(desk):
    propose(desk, "[this](pa")
    text(desk).press("Escape")
    expect(options(desk)).to_have_count(0)
    with desk.expect_response("**/preview/**"):
        text(desk).press_sequentially("th")
    desk.wait_for_timeout(300)
    expect(options(desk)).to_have_count(0)
    text(desk).press_sequentially(") and [that](pa")
    expect(options(desk)).to_have_count(1)
    assert state(desk) == "[this](path) and [that](pa¦"


def test_tab_leaves_the_field_and_the_list(desk):
    make_post(title="Path dependence", slug="path")
    text(desk).press_sequentially("[this](pa")
    text(desk).press("ArrowDown")
    expect(options(desk)).to_have_count(1)
    text(desk).press("Tab")
    expect(text(desk)).not_to_be_focused()
    expect(options(desk)).to_have_count(0)
    expect(text(desk)).to_have_value("[this](pa")


def test_leaving_the_parentheses_closes_the_list(desk):
    write(desk, "[this](¦) then")
    propose(desk, "pa")
    text(desk).press("End")
    expect(options(desk)).to_have_count(0)


def test_option_is_taken_by_mouse_and_by_touch(desk, open_page, site):
    make_post(title="The $x^2$ [path]", slug="path")
    write(desk, "[](¦) then")
    text(desk).press_sequentially("pa")
    options(desk).click()
    taken = r"[The x² \[path\]](/posts/path/)¦ then"
    assert state(desk) == taken
    expect(text(desk)).to_be_focused()
    touched = open_page(has_touch=True, viewport={"width": 320, "height": 640})
    touched.context.add_cookies(desk.context.cookies())
    open_desk(touched, site)
    write(touched, "[](¦) then")
    text(touched).press_sequentially("pa")
    options(touched).tap()
    assert state(touched) == taken


def test_key_for_a_link_opens_the_list_at_once(desk):
    make_post(title="Path dependence", slug="path")
    write(desk, "see «this» now")
    text(desk).press("Control+k")
    assert state(desk) == "see [this](¦) now"
    expect(options(desk)).to_have_count(1)
    text(desk).press("ArrowDown")
    text(desk).press("Enter")
    assert state(desk) == "see [this](/posts/path/)¦ now"


def test_key_for_a_link_chooses_the_address_of_a_link(desk):
    write(desk, "see [th¦is](/old/) now")
    text(desk).press("Control+k")
    assert state(desk) == "see [this](«/old/») now"


def test_key_makes_a_chosen_address_the_target(desk):
    write(desk, "see «https://a.org/» now")
    text(desk).press("Control+k")
    assert state(desk) == "see [¦](https://a.org/) now"


def test_headings_of_a_text_are_proposed_behind_its_address(desk):
    make_post(title="Path", slug="path", body="## Early\n\n### Late\n\n## Later")
    text(desk).press_sequentially("[this](pat")
    expect(options(desk)).to_have_count(1)
    text(desk).press("ArrowDown")
    text(desk).press("#")  # goes on to the headings of what is chosen
    assert state(desk) == "[this](/posts/path/#¦"
    expect(options(desk)).to_have_text(["Early #early", "Late #late", "Later #later"])
    text(desk).press_sequentially("lat")
    expect(options(desk)).to_have_text(["Late #late", "Later #later"])
    text(desk).press("ArrowUp")
    text(desk).press("Enter")
    assert state(desk) == "[this](/posts/path/#later)¦"


NO_TEXT = [
    ("`[a](¦)`", "p"),
    ("```\n[a](¦)\n```", "p"),
    ("$f[a](¦)$", "p"),
    ("![a](¦)", "p"),
    ("(¦)", "p"),
    (r"[a\](¦)", "p"),
    ("[a](¦)", "https://a.org/p"),
    ('[a](/p/ "¦")', "p"),
]


def test_nothing_is_proposed_where_no_text_can_be_meant(desk):
    make_post(title="Path", slug="path")
    for before, typed in NO_TEXT:
        write(desk, before)
        desk.keyboard.insert_text(typed)
        desk.wait_for_timeout(200)
        expect(text(desk)).to_have_value(before.replace("¦", typed))
    assert not asked(desk)
    write(desk, "[a](¦)")
    desk.keyboard.insert_text("p")
    expect(options(desk)).to_have_count(1)


def test_late_suggestions_never_replace_newer_ones(desk):
    make_post(title="Path", slug="path")
    make_post(title="Pure", slug="pure")
    waiting: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if not waiting:
            waiting.append(route)
        else:
            route.continue_()

    desk.route("**/markdown/links/**", hold_the_first)
    with desk.expect_request("**/markdown/links/**"):
        text(desk).press_sequentially("[this](p")
    text(desk).press_sequentially("u")
    expect(options(desk)).to_have_text(["Pure /posts/pure/"])
    waiting[0].continue_()
    desk.wait_for_timeout(300)
    expect(options(desk)).to_have_text(["Pure /posts/pure/"])


def test_texts_are_proposed_while_a_phone_composes_a_word(desk):
    make_post(title="Path", slug="path")
    make_post(title="Other", slug="other")
    text(desk).press_sequentially("[this](")
    expect(options(desk)).to_have_count(2)
    composed = {"text": "pa", "selectionStart": 2, "selectionEnd": 2}
    desk.context.new_cdp_session(desk).send("Input.imeSetComposition", composed)
    expect(options(desk)).to_have_text(["Path /posts/path/"])


def test_requests_wait_for_a_pause(desk):
    make_post(title="Path", slug="path")
    text(desk).press_sequentially("[this](")
    expect(options(desk)).to_have_count(1)
    before = len(asked(desk))
    desk.evaluate(
        """() => {
          for (const typed of "path") document.execCommand("insertText", false, typed);
        }"""
    )
    desk.wait_for_timeout(400)
    assert [url.rpartition("q=")[2] for url in asked(desk)[before:]] == ["path"]


def test_lost_server_means_no_list(desk):
    desk.route("**/markdown/links/**", lambda route: route.abort())
    text(desk).press_sequentially("[this](path")
    desk.wait_for_timeout(400)
    expect(options(desk)).to_have_count(0)
    text(desk).press("ArrowDown")
    text(desk).press("Enter")
    expect(text(desk)).to_have_value("[this](path\n")
    forgive(desk, "markdown/links")


def test_list_is_told_to_those_who_cannot_see_it(desk):
    make_post(title="Path", slug="path")
    make_post(title="Paths", slug="paths")
    text(desk).press_sequentially("[this](path")
    expect(desk.get_by_role("status").get_by_text("2 suggestions.")).to_be_attached()
    listbox = desk.get_by_role("listbox", name="Link to")
    expect(text(desk)).to_have_attribute(
        "aria-controls", listbox.get_attribute("id") or "?"
    )
    text(desk).press("ArrowDown")
    expect(text(desk)).to_have_attribute(
        "aria-activedescendant", options(desk).first.get_attribute("id") or "?"
    )
    found = Axe().run(desk, context=".editor", options={"runOnly": RULES})
    assert [rule["id"] for rule in found.response["violations"]] == []
    text(desk).press("Escape")
    for name in ("aria-activedescendant", "aria-controls"):
        assert text(desk).get_attribute(name) is None


SIZES = [(320, 256), (320, 640), (640, 360), (768, 1000), (1400, 900)]


def test_list_is_whole_and_never_covers_the_line(desk):
    for number in range(9):
        make_post(title=f"Path number {number} of the many", slug=f"path-{number}")
    for width, height in SIZES:
        for lines in (0, 200):
            text(desk).fill("")
            expect(options(desk)).to_have_count(0)
            desk.set_viewport_size({"width": width, "height": height})
            write(desk, "A line.\n" * lines + "Words before it, [and the link](¦)")
            text(desk).press_sequentially("pa")
            expect(options(desk)).to_have_count(9)
            line = text(desk).evaluate(LINE)
            check_place(
                desk.locator(".suggestions:popover-open").bounding_box(),
                line,
                width,
                height,
            )


def check_place(box: dict, line: dict, width: int, height: int) -> None:
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= height + 1
    assert box["height"] >= 70
    assert 0 <= line["top"] <= line["bottom"] <= height
    assert box["y"] >= line["bottom"] or box["y"] + box["height"] <= line["top"]
