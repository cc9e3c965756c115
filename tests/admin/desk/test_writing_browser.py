"""Helps while writing, in a browser: pasted links, marks, buttons, and native undo."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.support.factories import make_post
from tests.support.markdown_field import (
    open_desk,
    options,
    paste,
    state,
    text,
    tools,
    unmarked,
    write,
)
from tests.support.signed_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(page: Page, site) -> Page:
    sign_in(page, site)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return open_desk(page, site)


# Pasting


LINKED = [
    ("see «this» now", "https://a.org/b", "see [this](https://a.org/b)¦ now"),
    ("see «this » now", " https://a.org \n", "see [this](https://a.org)¦  now"),
    ("«in a `b` c»", "http://a.org", "[in a `b` c](http://a.org)¦"),
    ("«two\nlines»", "http://a.org", "[two\nlines](http://a.org)¦"),
    ("«x»", "https://a.org/b_(c)", "[x](https://a.org/b_(c))¦"),
    ("«x»", "https://a.org/b_(c", "[x](<https://a.org/b_(c>)¦"),
]
NOT_LINKED = [
    "no selection ¦here",
    "«https://b.org/old»",
    "[words](«/posts/a/»)",
    "[words](/posts/«a»/)",
    "`code «here»`",
    "```\n«code»\n```\n",
    "```\nnot closed «yet»",
    "Words.\n\n    indented «code»",
    "a formula $x + «y»$ here",
    "$$\n«y»\n$$",
    '<a href="«x»">',
    "[some «words» linked](/a/)",
    "![«alt»](/static/img/favicon.svg)",
    "«[a](/b/)»",
    "«one\n\ntwo»",
    "- «one\n- two»",
    "«a ] b»",
    "[name]: «/x/»",
]


def test_address_pasted_over_words_makes_them_a_link(desk):
    for before, pasted, after in LINKED:
        write(desk, before)
        paste(desk, pasted)
        assert state(desk) == after
        text(desk).press("Control+z")
        expect(text(desk)).to_have_value(unmarked(before))


def test_address_pasted_elsewhere_just_stands_there(desk):
    for before in NOT_LINKED:
        write(desk, before)
        paste(desk, "https://a.org/")
        after = re.sub("«.*»|¦", "https://a.org/¦", before, flags=re.DOTALL)
        assert state(desk) == after


def test_other_text_is_pasted_as_it_is(desk):
    for pasted in ("two words", "a.org", "https://a.org and more"):
        write(desk, "see «this» now")
        paste(desk, pasted)
        assert state(desk) == f"see {pasted}¦ now"


def test_plain_paste_is_plain(desk):
    write(desk, "see «this» now")
    paste(desk, "https://a.org", "Control+Shift+v")
    assert state(desk) == "see https://a.org¦ now"
    write(desk, "see «this» now")
    paste(desk, "https://a.org")
    assert state(desk) == "see [this](https://a.org)¦ now"


# Bold and italic


MARKED = [
    ("a «word» b", "b", "a **«word»** b", "a «word» b"),
    ("a «word» b", "i", "a *«word»* b", "a «word» b"),
    ("a« word »b", "b", "a **«word»** b", "a «word» b"),
    ("a wo¦rd b", "b", "a **wo¦rd** b", "a wo¦rd b"),
    ("a word¦", "i", "a *word¦*", "a word¦"),
    ("a ¦ b", "b", "a **¦** b", "a ¦ b"),
    ("**two wo¦rds**", "b", "two wo¦rds", "two **wo¦rds**"),
    ("**two «words»**", "i", "**two *«words»***", "**two «words»**"),
    ("«**word**»", "b", "«word»", "**«word»**"),
    ("__a__ and _wo¦rd_", "i", "__a__ and wo¦rd", "__a__ and *wo¦rd*"),
    ("***bo¦th***", "b", "*bo¦th*", "***bo¦th***"),
    ("«a **b» c**", "b", "**«a b» c**", "«a b» c"),
    ("snake_ca¦se", "b", "**snake_ca¦se**", "snake_ca¦se"),
    ("日本¦語", "b", "**日本¦語**", "日本¦語"),
    (
        "- «one\n- two\n\n> three» four",
        "b",
        "- **«one**\n- **two**\n\n> **three»** four",
        "- «one\n- two\n\n> three» four",
    ),
    (
        "«## A\n\n| a | b |\n\n1. c»",
        "b",
        "## **«A**\n\n| a | b |\n\n1. **c»**",
        "## «A\n\n| a | b |\n\n1. c»",
    ),
]
LITERAL = ["`co¦de`", "```\nco¦de\n```", "$a_«1»$", "$$\n¦x\n$$", "a `«b` c»"]


def test_marks_are_put_on_and_taken_off(desk):
    for before, key, after, again in MARKED:
        write(desk, before)
        text(desk).press(f"Control+{key}")
        assert state(desk) == after
        text(desk).press(f"Control+{key}")
        assert state(desk) == again


def test_code_and_formulas_take_no_marks_and_a_sentence_says_so(desk):
    said = desk.get_by_text("There is no formatting inside code, formulas or HTML.")
    for place in LITERAL:
        for key in "bik":
            write(desk, place)
            expect(said).to_have_count(0)
            text(desk).press(f"Control+{key}")
            assert state(desk) == place
            expect(said).to_be_visible()


# The toolbar


BUTTONS = [
    ("Bold", "a «b» c", "a **«b»** c", "a «b» c"),
    ("Italic", "a «b» c", "a *«b»* c", "a «b» c"),
    ("Heading", "a\nli¦ne", "a\n## li¦ne", "a\nli¦ne"),
    ("Heading", "### li¦ne", "li¦ne", "## li¦ne"),
    ("Quotation", "«a\n\nb»", "«> a\n> \n> b»", "«a\n\nb»"),
    ("Code", "a wo¦rd", "a `wo¦rd`", "a wo¦rd"),
    ("Code", "a «b`c» d", "a ``«b`c»`` d", None),
    ("Code", "«a\nb»\nc", "```\n«a\nb»\n```\nc", None),
    ("Formula", "a «x^2» c", "a $«x^2»$ c", "a «x^2» c"),
    ("Formula", "a «x\ny» c", "a \n$$\n«x\ny»\n$$\n c", None),
    ("Footnote", "a wo¦rd.", "a word^[¦].", None),
    ("Footnote", "a« b» c", "a ^[b¦] c", None),
]


def test_buttons_do_what_they_say_and_leave_the_caret(desk):
    for name, before, after, again in BUTTONS:
        write(desk, before)
        button = tools(desk).get_by_role("button", name=name)
        button.click()
        assert state(desk) == after
        expect(text(desk)).to_be_focused()
        if again:
            button.click()
            assert state(desk) == again


def test_buttons_work_by_keyboard(desk):
    write(desk, "a «b» c")
    desk.get_by_role("button", name="Italic").focus()
    desk.keyboard.press("Space")
    assert state(desk) == "a *«b»* c"
    expect(text(desk)).to_be_focused()


# Undo


def test_native_undo_takes_back_each_help_and_redo_brings_it_again(desk):
    make_post(title="Path dependence", slug="path")
    desk.evaluate("navigator.clipboard.writeText('https://a.org/')")
    text(desk).focus()
    steps = ["¦"]

    def press(*keys: str) -> None:
        for key in keys:
            desk.keyboard.press(key)
        steps.append(state(desk))

    desk.keyboard.type("Hello world")
    press("Control+b")
    steps.insert(1, "Hello world¦")
    press("End", "Enter")
    press("Control+k")
    desk.keyboard.type("pa")
    expect(options(desk)).to_have_count(1)
    steps.append(state(desk))
    press("ArrowDown", "Enter")
    desk.keyboard.type(" more")
    steps.append(state(desk))
    press("Control+Shift+ArrowLeft", "Control+v")
    assert steps == [
        "¦",
        "Hello world¦",
        "Hello **world¦**",
        "Hello **world**\n¦",
        "Hello **world**\n[](¦)",
        "Hello **world**\n[](pa¦)",
        "Hello **world**\n[Path dependence](/posts/path/)¦",
        "Hello **world**\n[Path dependence](/posts/path/) more¦",
        "Hello **world**\n[Path dependence](/posts/path/) [more](https://a.org/)¦",
    ]
    texts = [unmarked(step) for step in steps]
    back = visited(desk, "Control+z", texts[0])
    forth = visited(desk, "Control+Shift+z", texts[-1])
    # The browser may take typing back in several steps, but a help in one only.
    assert [found for found in back if found in texts] == texts[::-1]
    assert [found for found in forth if found in texts] == texts
    for help_at in (1, 3, 5, 7):
        step = texts[help_at : help_at + 2]
        assert step in pairs(forth)
        assert step[::-1] in pairs(back)
    expect(options(desk)).to_have_count(0)


def visited(desk, key: str, end: str) -> list[str]:
    """Press a key until the text is as at the end; return every text on the way."""
    seen = [text(desk).input_value()]
    while seen[-1] != end and len(seen) < 40:
        desk.keyboard.press(key)
        seen.append(text(desk).input_value())
    return seen


def pairs(seen: list[str]) -> list[list[str]]:
    return [list(pair) for pair in pairwise(seen)]
