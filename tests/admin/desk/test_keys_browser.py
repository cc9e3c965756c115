"""The text area in a browser: its keys, its language, its counts, and its speed."""

import re

import pytest
from playwright.sync_api import Page, expect

from posts.models import Post, SiteSettings
from tests.support.factories import make_post
from tests.support.markdown_field import open_desk, options, state, text, write
from tests.support.signed_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Notes of each key whether a script took it from the browser.
WATCH_KEYS = """
() => {
  window.taken = [];
  window.addEventListener("keydown", (event) => {
    if (event.defaultPrevented) window.taken.push(event.key);
  });
}
"""
CLICKS = """
(name) => {
  window.clicks = 0;
  document.querySelector(name).addEventListener("click", (event) => {
    event.preventDefault();
    window.clicks += 1;
  });
}
"""


@pytest.fixture
def desk(page: Page, site) -> Page:
    sign_in(page, site)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    return open_desk(page, site)


# Keys


BROWSERS = [
    *("Tab", "Shift+Tab", "Control+d", "Control+[", "Control+]", "Control+l"),
    *("Control+Shift+b", "Control+Shift+i", "Control+Shift+k", "Control+Shift+s"),
    *("Control+Alt+b", "Alt+b", "Alt+ArrowLeft", "Control+e", "Control+u"),
    *("Meta+b", "Shift+Enter", "Control+ArrowLeft", "Escape", "F6"),
]


def test_other_shortcuts_are_left_to_the_browser(desk):
    desk.evaluate(WATCH_KEYS)
    for key in BROWSERS:
        write(desk, "one «two» three")
        text(desk).press(key)
        value = text(desk).input_value()
        assert value == "one \n three" if key == "Shift+Enter" else "one two three"
    assert desk.evaluate("window.taken") == []


def test_tab_leaves_the_field_both_ways_and_the_toolbar_is_one_stop(desk):
    write(desk, "Text¦")
    text(desk).press("Tab")
    expect(text(desk)).not_to_be_focused()
    text(desk).focus()
    text(desk).press("Shift+Tab")
    expect(desk.get_by_role("button", name="Bold")).to_be_focused()
    desk.keyboard.press("ArrowRight")
    expect(desk.get_by_role("button", name="Italic")).to_be_focused()
    desk.keyboard.press("Tab")
    expect(text(desk)).to_be_focused()
    desk.keyboard.press("Shift+Tab")
    expect(desk.get_by_role("button", name="Italic")).to_be_focused()
    desk.keyboard.press("End")
    expect(desk.get_by_role("button", name="Footnote")).to_be_focused()
    desk.keyboard.press("Shift+Tab")
    assert not desk.evaluate("document.activeElement.closest('[role=toolbar]')")
    expect(text(desk)).to_have_value("Text")


def press_with_layout(page: Page, key: str, code: str) -> None:
    """Press Ctrl and a key of a keyboard with other letters than Latin ones."""
    session = page.context.new_cdp_session(page)
    event = {"key": key, "code": code, "modifiers": 2, "windowsVirtualKeyCode": 0}
    for kind in ("rawKeyDown", "keyUp"):
        session.send("Input.dispatchKeyEvent", {**event, "type": kind})
    session.detach()


LAYOUTS = [
    ("и", "KeyB", "a **«word»** b"),  # Russian
    ("ι", "KeyI", "a *«word»* b"),  # Greek
    ("b", "KeyN", "a **«word»** b"),  # Dvorak: the letter counts
    ("x", "KeyB", "a «word» b"),
    ("'", "KeyB", "a «word» b"),
]


def test_keys_follow_the_keyboard_layout(desk):
    for key, code, after in LAYOUTS:
        write(desk, "a «word» b")
        press_with_layout(desk, key, code)
        assert state(desk) == after


def test_keys_of_an_input_method_are_its_own(desk):
    write(desk, "a ¦")
    session = desk.context.new_cdp_session(desk)
    session.send(
        "Input.imeSetComposition",
        {"text": "にほ", "selectionStart": 2, "selectionEnd": 2},
    )
    desk.evaluate(WATCH_KEYS)
    event = "new KeyboardEvent('keydown', {key: 'b', code: 'KeyB', ctrlKey: true,"
    event += " isComposing: true, bubbles: true, cancelable: true})"
    assert text(desk).evaluate(f"(area) => area.dispatchEvent({event})")
    session.send("Input.insertText", {"text": "日本"})
    assert state(desk) == "a 日本¦"
    assert desk.evaluate("window.taken") == []


def test_on_a_mac_the_command_key_is_meant(page, site):
    sign_in(page, site)
    page.add_init_script(
        "Object.defineProperty(navigator, 'platform', {get: () => 'MacIntel'})"
    )
    open_desk(page, site)
    write(page, "a «word» b")
    text(page).press("Control+b")
    assert state(page) == "a «word» b"
    text(page).press("Meta+b")
    assert state(page) == "a **«word»** b"
    bold = page.get_by_role("button", name="Bold")
    expect(bold).to_have_attribute("title", "Bold: ⌘B")
    expect(bold).to_have_attribute("aria-keyshortcuts", "Meta+B")


def test_key_saves_from_every_field_and_no_dialogue_opens(desk):
    desk.evaluate(CLICKS, "[data-save]")
    desk.evaluate(WATCH_KEYS)
    text(desk).press("Control+s")
    desk.locator("#id_title").press("Control+s")
    desk.evaluate("document.activeElement.blur()")
    desk.keyboard.press("Control+s")
    assert desk.evaluate("window.clicks") == 3
    assert desk.evaluate("window.taken") == ["s", "s", "s"]


def test_key_saves_for_real(desk):
    desk.locator("#id_title").fill("Saved by key")
    text(desk).fill("Words.")
    text(desk).press("Control+s")
    expect(desk).to_have_url(re.compile(r"/\d+/change/"))
    assert Post.objects.get().body == "Words."


def test_key_for_publishing_opens_the_panel_and_publishes_nothing(desk):
    desk.locator("#id_title").fill("Not yet")
    write(desk, "Words.¦")
    expect(desk.locator("[data-publish-panel]")).not_to_have_attribute("open", "")
    text(desk).press("Control+Enter")
    expect(desk.locator("[data-publish-panel]")).to_have_attribute("open", "")
    expect(desk.locator("[data-publish]")).to_be_focused()
    text(desk).press("Control+Enter")
    expect(desk.locator("[data-publish-panel]")).to_have_attribute("open", "")
    expect(text(desk)).to_have_value("Words.")
    assert not Post.objects.exists()


# Counts


def counts(page: Page):
    return page.locator("[data-counts]")


def test_counts_follow_the_typing_and_the_selection(desk):
    text(desk).fill("One two $x + y$ four. " * 300)
    expect(counts(desk)).to_have_text("1,200 words · 5 minutes")
    text(desk).evaluate("(area) => area.setSelectionRange(0, 21)")
    expect(counts(desk)).to_have_text("4 of 1,200 words")
    text(desk).evaluate("(area) => area.setSelectionRange(3, 3)")
    expect(counts(desk)).to_have_text("1,200 words · 5 minutes")
    text(desk).fill("One")
    expect(counts(desk)).to_have_text("1 word · 1 minute")
    assert not counts(desk).evaluate("(e) => e.closest('[aria-live], [role=status]')")


def test_words_are_estimated_without_a_server(page, site):
    sign_in(page, site)
    page.route("**/preview/**", lambda route: route.abort())
    open_desk(page, site)
    text(page).fill("One **two** $x + y$ four. 日本 " * 200)
    expect(counts(page)).to_have_text("about 1,200 words · 5 minutes")
    page.watch.problems.clear()


# The field


def test_spelling_is_the_browsers_in_the_language_of_the_site(page, site):
    SiteSettings.objects.update_or_create(pk=1, defaults={"language": "de"})
    sign_in(page, site)
    open_desk(page, site)
    for name, value in [
        ("lang", "de"),
        ("spellcheck", "true"),
        ("autocapitalize", "sentences"),
        ("autocorrect", "off"),
    ]:
        expect(text(page)).to_have_attribute(name, value)


def test_no_key_reads_a_long_text(desk):
    reads = desk.evaluate(
        """() => {
          const area = document.querySelector("#id_body");
          area.value = "A line of many words.\\n".repeat(2800);
          area.focus();
          const prototype = HTMLTextAreaElement.prototype;
          const { get, set } = Object.getOwnPropertyDescriptor(prototype, "value");
          let reads = 0;
          const count = function () { reads += 1; return get.call(this); };
          Object.defineProperty(prototype, "value", { get: count, set });
          const options = { bubbles: true, cancelable: true };
          for (const key of "some [words](path ") {
            area.dispatchEvent(new KeyboardEvent("keydown", { key, ...options }));
            document.execCommand("insertText", false, key);
            area.dispatchEvent(new KeyboardEvent("keyup", { key, ...options }));
          }
          return [reads, area.textLength];
        }"""
    )
    assert reads == [0, 2800 * 22 + 18]


def test_two_fields_on_a_page_do_not_disturb_each_other(desk):
    make_post(title="Path", slug="path")
    desk.evaluate(
        """async () => {
          const editor = document.querySelector("[data-editor]");
          const other = editor.cloneNode(true);
          for (const found of other.querySelectorAll("[id]")) found.id += "_2";
          for (const made of other.querySelectorAll(".suggestions")) made.remove();
          editor.after(other);
          editor.removeAttribute("data-editor");
          for (const name of ["keys", "paste", "link-completion"]) {
            await import(`/static/js/admin/desk/${name}.js?again`);
          }
          editor.setAttribute("data-editor", "");
        }"""
    )
    other = desk.locator("#id_body_2")
    other.press_sequentially("word")
    other.press("Control+b")
    expect(other).to_have_value("**word**")
    expect(text(desk)).to_have_value("")
    other.fill("")
    other.press_sequentially("[a](pa")
    expect(options(desk)).to_have_count(1)
    other.press("ArrowDown")
    other.press("Enter")
    expect(other).to_have_value("[a](/posts/path/)")
    text(desk).press_sequentially("[b](pa")
    expect(options(desk)).to_have_count(1)
    text(desk).press("ArrowDown")
    text(desk).press("Enter")
    expect(text(desk)).to_have_value("[b](/posts/path/)")
    expect(other).to_have_value("[a](/posts/path/)")
