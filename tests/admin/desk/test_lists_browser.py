"""Enter in lists and quotations, in a browser: what begins the next line, and undo."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.markdown_field import open_desk, state, text, unmarked, write
from tests.support.signed_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GOES_ON = [
    ("- one¦", "- one\n- ¦"),
    ("* one¦\n* two", "* one\n* ¦\n* two"),
    ("- one ¦two", "- one \n- ¦two"),
    ("9. nine¦", "9. nine\n10. ¦"),
    ("1)  one¦", "1)  one\n2)  ¦"),
    ("- a\n    - b¦", "- a\n    - b\n    - ¦"),
    ("- [x] done¦", "- [x] done\n- [ ] ¦"),
    ("> said¦", "> said\n> ¦"),
    ("> - said¦", "> - said\n> - ¦"),
    ("- with `code`¦", "- with `code`\n- ¦"),
]
ENDS = [
    ("- one\n- ¦", "- one\n¦"),
    ("1. one\n2. ¦\n\nWords.", "1. one\n¦\n\nWords."),
    ("- [ ] ¦", "¦"),
    ("> said\n> ¦", "> said\n¦"),
    ("> - said\n> - ¦", "> - said\n>¦"),
]
JUST_BREAKS = [
    "words¦",
    "2023 was a year¦",
    "-no list¦",
    "¦- one",
    "-¦ one",
    "- - -¦",
    "***¦",
    "```\n- code¦\n```",
    "a\n\n    - code¦",
    "$$\n- x¦\n$$",
    "$$\na\n+ b¦",
    "\\begin{align}\n- x¦\n\nWords.",
    "- one «and»",
    "    indented¦",
]


@pytest.fixture
def desk(page: Page, site) -> Page:
    sign_in(page, site)
    return open_desk(page, site)


def test_enter_begins_the_next_item(desk):
    for before, after in GOES_ON:
        write(desk, before)
        text(desk).press("Enter")
        assert state(desk) == after
        text(desk).press("Control+z")
        expect(text(desk)).to_have_value(unmarked(before))


def test_enter_in_an_empty_item_ends_the_list(desk):
    for before, after in ENDS:
        write(desk, before)
        text(desk).press("Enter")
        assert state(desk) == after
        text(desk).press("Control+z")
        expect(text(desk)).to_have_value(unmarked(before))


def test_enter_elsewhere_just_breaks_the_line(desk):
    for before in JUST_BREAKS:
        write(desk, before)
        text(desk).press("Enter")
        after = before.replace("«and»", "¦").replace("¦", "\n¦")
        assert state(desk) == after


def test_shift_and_enter_break_the_line_within_an_item(desk):
    write(desk, "- one¦")
    text(desk).press("Shift+Enter")
    assert state(desk) == "- one\n¦"
