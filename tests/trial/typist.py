"""Somebody who types at the desk of a post, and finds on the page what was typed."""

import time
from collections import deque
from collections.abc import Iterable
from random import Random

from playwright.sync_api import BrowserType, Error, Page

from . import words
from .model import FIELDS, GUARD, Edit, Memory, Text, difference, edits
from .processes import wait_until
from .site import Site
from .trial_browser import Chromium
from .wire import Wire

TYPE = """(edits) => {
  for (const [id, start, end, text] of edits) {
    const field = document.getElementById(id);
    field.closest("details")?.setAttribute("open", "");
    field.focus();
    field.setSelectionRange(start, end);
    if (text) document.execCommand("insertText", false, text);
    else if (start < end) document.execCommand("delete");
  }
}"""
READ = "(names) => names.map((name) => document.getElementById('id_' + name).value)"


class Typist:
    """A browser at the desk, and the text that must be there."""

    def __init__(self, kind: BrowserType, site: Site, wire: Wire) -> None:
        self.site = site
        self.wire = wire
        self.memory = Memory()
        self.events: deque[str] = deque(maxlen=60)
        self.base = ""  # the body from which the present one was started
        self.pk: int | None = None
        self.edits = 0
        self.browser = Chromium(kind, site.folder.parent)
        self.open()

    @property
    def page(self) -> Page:
        return self.browser.page

    @property
    def text(self) -> Text:
        return self.memory.text

    @property
    def address(self) -> str:
        end = f"{self.pk}/change/" if self.pk else "add/"
        return f"{self.wire.url}/admin/posts/post/{end}"

    def tell(self, event: str) -> None:
        self.events.append(f"{time.monotonic():10.3f}  {event}")

    def read(self) -> Text:
        return Text(*self.page.evaluate(READ, FIELDS))

    def must_read(self, expected: Text, when: str) -> None:
        found = self.read()
        assert found == expected, difference(expected, found, when)

    def type(self, rng: Random, count: int) -> None:
        """Make some edits at once, as fast as the browser takes them."""
        self.make(edits(rng, self.text, count))

    def make(self, found: Iterable[Edit]) -> None:
        text, orders = self.text, []
        for edit in found:
            orders.append(edit.for_browser(text))
            text = edit.apply(text)
        began = time.monotonic()
        self.page.evaluate(TYPE, orders)
        self.memory.note(text, began)
        self.edits += len(orders)
        self.must_read(text, f"after {orders}")

    def press_keys(self, rng: Random) -> None:
        """Type some letters with real keys, one by one."""
        text = self.text
        at = Edit(
            "body",
            *[text.body.find(GUARD) if GUARD in text.body else len(text.body)] * 2,
            "",
        )
        self.page.evaluate(TYPE, [at.for_browser(text)])
        for character in words.word(rng) + rng.choice(["", "\n", " "]):
            began = time.monotonic()
            key = {"\n": "Enter", " ": "Space"}.get(character, character)
            self.page.keyboard.press(key)
            text = Edit("body", at.start, at.start, character).apply(text)
            at = Edit("body", at.start + 1, at.start + 1, "")
            self.memory.note(text, began)
            self.edits += 1
        if rng.random() < 0.5:
            began = time.monotonic()
            self.page.keyboard.press("Backspace")
            self.memory.note(
                Edit("body", at.start - 1, at.start, "").apply(text), began
            )
            self.edits += 1
        self.must_read(self.text, "after pressing keys")

    def paste(self, rng: Random) -> None:
        """Paste something, with the line ends of another system; often take it back."""
        pasted = words.piece(rng)
        before = self.text
        [edit] = edits(rng, before, 1)
        if edit.field != "body" or not pasted.strip():
            return self.make([edit])
        edit = Edit("body", edit.start, edit.end, pasted)
        self.page.evaluate(
            "(text) => navigator.clipboard.writeText(text)",
            pasted.replace("\n", "\r\n"),
        )
        nothing = [*edit.for_browser(before)[:3], ""]
        select = TYPE.partition("    if (text)")[0] + "  }\n}"
        self.page.evaluate(select, [nothing])
        began = time.monotonic()
        self.page.keyboard.press("Control+v")
        self.memory.note(edit.apply(before), began)
        self.must_read(self.text, f"after pasting {pasted!r}")
        self.edits += 1
        if rng.random() < 0.5:
            began = time.monotonic()
            self.page.keyboard.press("Control+z")
            self.memory.note(before, began)
            self.edits += 1
            self.must_read(before, f"after taking back {pasted!r}")

    def wait_for_status(self, part: str) -> None:
        """Return once the desk says this of its autosaves."""
        status = self.page.locator("[data-autosave-status]")
        wait_until(lambda: part in (status.text_content() or ""), f"status {part!r}")

    def open(self, address: str = "") -> None:
        """Open a desk, signing in if asked; what it says is taken for granted."""
        self.visit(address or self.address)
        self.start_from_page()

    def start_from_page(self) -> None:
        text = self.read()
        self.memory.open(text)
        self.base = text.body

    def visit(self, address: str) -> None:
        """Open an address; whatever stands between, like a person would."""

        def is_there() -> bool:
            try:
                answer = self.page.goto(address)
                assert not answer or answer.status < 500, self.site.log.read_text()
                self.sign_in_if_asked()
            except Error as error:
                self.tell(f"visit: {str(error).splitlines()[0]}")
                return False
            return self.page.locator("[data-desk], #changelist").count() > 0

        wait_until(is_there, address)

    def sign_in_if_asked(self) -> bool:
        page = self.page
        if not page.locator("#login-form").count():
            return False
        self.tell("signs in")
        page.fill("#id_username", "editor")
        page.fill("#id_password", self.site.password)
        with page.expect_navigation(wait_until="load"):
            page.click("#login-form [type=submit]")
        assert not page.locator("#login-form").count(), page.text_content("body")
        return True
