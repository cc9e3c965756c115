"""The author: types, saves, and resumes what the desk recovers after every fault."""

import time

from playwright.sync_api import BrowserType, Error

from .colleague import Colleague
from .model import FIELDS, MOST_LOST, Edit, Text, difference, without_secrets
from .site import Site
from .typist import Typist
from .wire import Wire

SET = """(field, value) => {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""
WRONG_DATE = "2999-01-01"
# A save has come to its end: on this page, or on the one that follows.
IS_DONE = """() =>
  !window.isPressed || document.querySelector(".desk-form").ariaBusy === "false"
"""
NOT_SAVED = "Not saved."
SAVED = ("Saved as a draft.", "Saved as a correction.", "Published.")


class Author(Typist):
    """Somebody at the desk of one post after another."""

    def __init__(self, kind: BrowserType, site: Site, wire: Wire) -> None:
        super().__init__(kind, site, wire)
        self.colleague = Colleague(site)
        self.losses: list[tuple[float, str]] = []
        self.saved: dict[int, Text] = {}  # by key, what every post must be
        self.saves = self.merges = 0
        self.fault = ""
        self.date = ""  # what stood where a wrong one was typed

    def take_up(self, fault: float, why: str) -> None:
        """Open the desk again after a fault, and resume what it recovers."""
        self.visit(self.address)
        self.take_recovery(fault, why)

    def take_recovery(self, fault: float, why: str) -> None:
        """Resume what the page recovers: what was typed, but for two seconds."""
        self.wait_for_hand_in()
        if self._take_first_recovery():
            self.wait_for_hand_in()
            # The browser may have had something newer than the server.
            self._take_first_recovery()
        found, is_new = self.read(), self._is_unsaved()
        loss = self.memory.loss(found, fault, is_stored=not is_new)
        assert loss is not None, difference(self.text, found, f"{why}: never typed")
        self.tell(f"{why}: {'recovered' if is_new else 'stored'}, {loss:.2f} s lost")
        self.losses.append((loss, why))
        assert loss <= MOST_LOST, difference(
            self.text, found, f"{why}: {loss:.2f} s lost"
        )
        began = self.base
        self.memory.open(found)
        self.base = began if is_new else found.body

    def _is_unsaved(self) -> bool:
        return self.page.get_by_text("It is not saved yet.").count() > 0

    def wait_for_hand_in(self) -> None:
        """Return once the desk has looked for what only this browser has."""
        self.page.locator("[data-recovery][aria-busy=false]").wait_for(state="attached")

    def _take_first_recovery(self) -> bool:
        recoverable = self.page.locator(".desk-recovery a.button")
        if not recoverable.count():
            return False
        address = recoverable.first.get_attribute("href") or ""
        self.tell(f"takes {address[-12:]} of {recoverable.count()}")
        self.page.goto(self.wire.url + address)
        return True

    def set_wrong_date(self) -> None:
        date = self.page.locator("#id_published_at")
        self.date = date.input_value()
        date.evaluate(SET, WRONG_DATE)

    def set_date_right(self) -> None:
        """Put the date back; that it was may have been lost with the last words."""
        date = self.page.locator("#id_published_at")
        if date.input_value()[:4] == WRONG_DATE[:4]:
            date.evaluate(SET, self.date)

    def save(self, button: str = "save") -> None:
        """Save, through whatever comes between; hold the result against the text."""
        self.set_date_right()
        self.make(list(without_secrets(self.text)))
        if not self.text.title.strip():
            # The fault came before anything was autosaved.
            self.make([Edit("title", 0, len(self.text.title), "Begun again")])
        for _ in range(8):
            if self._save_once(button):
                return
            button = "save"
        raise AssertionError("saving does not come to an end")

    def press(self, button: str) -> bool:
        """Press a button that sends the form; return whether a page of ours is there,
        with an answer to it."""
        panel = "details => details.open = true"
        target = self.page.locator(f".desk-form [name=_{button}]").first
        if target.locator("xpath=ancestor::details").count():
            target.locator("xpath=ancestor::details").evaluate(panel)
        self.page.evaluate("() => { window.isPressed = true }")
        try:
            target.click()
            self.page.wait_for_function(IS_DONE)
            self.page.wait_for_load_state("load")
        except Error as error:
            self.tell(f"pressing {button}: {str(error).splitlines()[0]}")
        if NOT_SAVED in self.said():
            self.tell(f"pressing {button}: {NOT_SAVED}")
            return False
        return self.page.locator("#container").count() > 0

    def answer(self) -> str:
        """Return why a save was not."""
        places = self.page.locator(
            ".errornote, .errorlist, .desk-notice, .desk-autosaved"
        )
        return "; ".join(" ".join(text.split()) for text in places.all_text_contents())

    def is_at_desk(self) -> bool:
        return self.page.locator("[data-desk]").count() > 0

    def said(self) -> str:
        """Return what the page says of a save."""
        places = self.page.locator(".messagelist, [data-autosave-status]")
        return " ".join(places.all_text_contents())

    def _save_once(self, button: str) -> bool:
        pressed = time.monotonic()
        self.tell(f"presses {button}")
        if not self.press(button):
            self.wire.restore()
            if self.is_at_desk() and self.saves % 2:
                return False  # the page is still there: press again
            self.find_post()
            self.take_up(pressed, f"{self.fault}, save without an answer")
            return self._is_stored()
        self.sign_in_if_asked()
        said = self.said()
        if any(sentence in said for sentence in SAVED):
            self.saves += 1
            self.find_post()
            return self._check_saved()
        if self.page.locator(".desk-conflict").count():
            return self._merge()
        # Refused, or come back from the login: every word is still there.
        self.tell(f"is answered: {self.answer()}")
        self.must_read(self.text, f"after a save that was not: {said}")
        return False

    def _merge(self) -> bool:
        self.must_read(self.text, "beside a conflict")
        stored = self.stored_body()
        assert stored.startswith(self.base), difference(
            self.base, stored, "a colleague"
        )
        added = stored.removeprefix(self.base)
        assert self.press("merge")
        expected = Text(
            *[getattr(self.text, name) for name in FIELDS[:3]], self.text.body + added
        )
        found = self.read()
        assert found.stored() == expected.stored(), difference(
            expected, found, "after merging"
        )
        self.memory.note(found, time.monotonic())
        self.base = stored
        self.merges += 1
        return False

    def _check_saved(self) -> bool:
        """Hold the page that follows a save against what was typed."""
        found = self.read()
        assert found.stored() == self.text.stored(), difference(
            self.text, found, "saved"
        )
        assert self._is_stored()
        self.start_from_page()
        return True

    def _is_stored(self) -> bool:
        if not self.pk:
            return False
        self.saved[self.pk] = self.text
        return not self.what_differs(self.pk)

    def what_differs(self, pk: int) -> str:
        """Return how a stored post is not what was saved; "" if it is just that."""
        [row] = self.site.rows(
            "SELECT title, summary, body FROM posts_post WHERE id = ?", pk
        )
        tags = self.site.rows(
            "SELECT t.name FROM posts_tag t JOIN posts_taggedpost p ON p.tag_id = t.id"
            " WHERE p.content_object_id = ?",
            pk,
        )
        found = (row[0], row[1], frozenset(name for (name,) in tags), row[2])
        expected = self.saved[pk].stored()
        return "" if found == expected else f"{pk}: {expected!r} is stored as {found!r}"

    def stored_body(self) -> str:
        [row] = self.site.rows("SELECT body FROM posts_post WHERE id = ?", self.pk)
        return str(row[0])

    def find_post(self) -> None:
        """Find the post that a save has made, as in the list of all."""
        if self.pk is None:
            rows = self.site.rows("SELECT id, body FROM posts_post ORDER BY id DESC")
            found = [
                pk
                for pk, body in rows
                if pk not in self.saved and body == self.text.body
            ]
            assert len(found) < 2, f"saved {len(found)} times"
            self.pk = found[0] if found else None

    def is_published(self) -> bool:
        query = "SELECT 1 FROM posts_post WHERE id = ? AND published_at IS NOT NULL"
        return bool(self.site.rows(query, self.pk))
