"""What goes wrong while somebody writes, and what the author then does."""

import time
from collections.abc import Callable
from random import Random

from playwright.sync_api import Error

from . import words
from .author import IS_DONE, SAVED, Author
from .model import GUARD, MOST_LOST, Edit, edits, end_of_own
from .processes import wait_until
from .typist import TYPE

SAVE_AND_TYPE = f"""(orders) => {{
  for (const [delay, edit] of orders) setTimeout(() => ({TYPE})([edit]), delay);
  document.querySelector("[data-save]").click();
}}"""
PUBLIC = (
    "/",
    "/rss.xml",
    "/atom.xml",
    "/feed.json",
    "/sitemap.xml",
    "/archive/",
    "/tags/",
)


def _write(author: Author, rng: Random, most: int = 12) -> None:
    author.type(rng, rng.randint(1, most))


def _think(rng: Random) -> None:
    """Wait so long that everything must be autosaved, or nothing, or a moment."""
    time.sleep(rng.choice([0, 0, rng.uniform(0, 1.5), MOST_LOST + 0.1]))


def server_is_killed(author: Author, rng: Random) -> None:
    _write(author, rng)
    author.site.kill()
    for _ in range(rng.randint(1, 4)):
        _write(author, rng)
        time.sleep(rng.uniform(0, 0.6))
    if rng.random() < 0.4:
        return _save_meanwhile(author)
    _write(author, rng)
    author.wait_for_status("does not answer")
    author.site.start()
    _write(author, rng)
    author.site.wait()
    author.wait_for_status("Autosaved at")


def _save_meanwhile(author: Author) -> None:
    """Save against a server that is dead, and find every word when it lives again."""
    pressed = time.monotonic()
    assert not author.press("save")
    author.site.start()
    author.site.wait()
    author.take_up(pressed, "save against a dead server")


def network_is_cut(author: Author, rng: Random) -> None:
    is_known = rng.random() < 0.5  # whether the browser notices by itself
    if is_known:
        author.browser.context.set_offline(True)
    else:
        author.wire.cut()
    for _ in range(rng.randint(1, 4)):
        _write(author, rng)
        _think(rng)
    _write(author, rng)
    author.wait_for_status("does not answer")
    author.browser.context.set_offline(False)
    author.wire.restore()
    author.wait_for_status("Autosaved at")


def answers_are_slow(author: Author, rng: Random) -> None:
    author.wire.delay = rng.uniform(0.1, 0.8)
    for _ in range(rng.randint(3, 10)):
        _write(author, rng)
        time.sleep(rng.uniform(0, 0.3))
    if rng.random() < 0.5:
        author.wire.restore()


def tab_is_killed(author: Author, rng: Random) -> None:
    _write(author, rng)
    _think(rng)
    fault = time.monotonic()
    author.browser.kill_tab()
    author.take_up(fault, "tab killed")


def browser_is_killed(author: Author, rng: Random) -> None:
    is_alone = rng.random() < 0.5  # then only the browser's own autosave can help
    if is_alone:
        author.wire.cut()
        for _ in range(3):
            _write(author, rng)
            time.sleep(rng.uniform(0, 1))
    _write(author, rng)
    _think(rng)
    fault = time.monotonic()
    author.browser.kill()
    author.wire.restore()
    author.browser.start()
    why = "browser killed without a network" if is_alone else "browser killed"
    author.take_up(fault, why)


def all_is_killed(author: Author, rng: Random) -> None:
    """The machine goes down with browser and server on it."""
    _write(author, rng)
    _think(rng)
    fault = time.monotonic()
    author.browser.kill()
    author.site.kill()
    author.site.start()
    author.browser.start()
    author.site.wait()
    author.take_up(fault, "browser and server killed")


def login_expires(author: Author, rng: Random) -> None:
    _end_login(author, rng)
    _write(author, rng)
    author.wait_for_status("Signed out")
    _write(author, rng)
    if rng.random() < 0.5:
        return _sign_in_beside(author, rng)
    author.save()


def _sign_in_beside(author: Author, rng: Random) -> None:
    """Follow the desk's link into another tab, sign in there, and go on here."""
    desk = author.page
    with author.browser.context.expect_page() as opened:
        desk.locator("[data-autosave-status] a").click()
    author.browser.page = opened.value
    author.page.wait_for_load_state()
    assert author.sign_in_if_asked()
    author.page.close()
    author.browser.page = desk
    _write(author, rng)
    author.wait_for_status("Autosaved at")


def _end_login(author: Author, rng: Random) -> None:
    if rng.random() < 0.5:
        author.site.end_sessions()
    else:
        author.browser.context.clear_cookies(name="sessionid")


def save_with_expired_login(author: Author, rng: Random) -> None:
    _write(author, rng)
    _think(rng)
    _end_login(author, rng)
    author.save()


def page_is_reloaded(author: Author, rng: Random) -> None:
    _write(author, rng)
    _think(rng)
    fault = time.monotonic()
    author.page.reload()
    author.take_recovery(fault, "reload")


def back_and_forward(author: Author, rng: Random) -> None:
    _write(author, rng)
    _think(rng)
    fault = time.monotonic()
    author.visit(f"{author.wire.url}/admin/posts/post/")
    try:
        author.page.go_back()
    except Error:  # to the page of a refused save, which browsers do not send again
        author.visit(author.address)
    author.take_recovery(fault, "away and back")


def second_window_saves(author: Author, rng: Random) -> None:
    """The same author, in another window, saves another change to the same text."""
    if not author.pk or GUARD not in author.stored_body():
        return author.save()
    first = author.page
    author.browser.page = author.browser.context.new_page()
    author.visit(author.address)
    body = author.read().body
    added = f"\n\nFrom another window, {rng.randrange(1000)}."
    edit = Edit("body", len(body), len(body), added)
    orders = [["id_body", *[len(body.encode("utf-16-le")) // 2] * 2, added]]
    author.page.evaluate(TYPE, orders)
    assert author.read().body == body + edit.text
    assert author.press("save")
    said = author.said()
    assert any(sentence in said for sentence in SAVED), said
    author.page.close()
    author.browser.page = first
    _write(author, rng)
    _save_over(author)


def colleague_saves(author: Author, rng: Random) -> None:
    if not author.pk or GUARD not in author.stored_body():
        return author.save()
    for _ in range(rng.randint(1, 2)):
        author.colleague.append(
            author.pk, f"\n\nFrom a colleague, {rng.randrange(1000)}."
        )
        _write(author, rng)
    if rng.random() < 0.3:
        author.memory.overtake(author.stored_body())
        tab_is_killed(author, rng)
        if author.text.body == author.stored_body():
            return  # nothing was autosaved, so nothing can conflict
    _save_over(author)


def _save_over(author: Author) -> None:
    """Save over what another has saved; both must be shown, and both must stay."""
    merges = author.merges
    author.save()
    assert author.merges > merges, "somebody was overwritten without a word"


def save_is_refused(author: Author, rng: Random) -> None:
    _write(author, rng)
    author.set_wrong_date()
    assert author.press("save")
    assert author.page.locator(".errornote").count(), author.page.text_content("body")
    author.must_read(author.text, "after a refused save")
    author.set_date_right()
    _write(author, rng)


def answer_is_lost(author: Author, rng: Random) -> None:
    """The save arrives, but its answer does not."""
    _write(author, rng)
    author.wait_for_status("Autosaved at")
    author.wire.loses_answers = True
    author.fault = "answer lost"
    author.save()


def typing_while_it_saves(author: Author, rng: Random) -> None:
    """A save takes its time; the author does not wait, and types on."""
    author.save()
    _write(author, rng)
    author.wire.delay = 1.5
    began = time.monotonic()
    orders: list[object] = []
    for number, edit in enumerate(edits(rng, author.text, rng.randint(1, 10))):
        if edit.field != "body":
            continue  # what was typed in a line is tidied when it is saved
        delay = 0.15 * number
        orders.append([1000 * delay, edit.for_browser(author.text)])
        author.memory.note(edit.apply(author.text), began + delay)
        author.edits += 1
    author.page.evaluate(SAVE_AND_TYPE, orders)
    author.page.wait_for_function(IS_DONE)
    author.wire.restore()
    wait_until(lambda: author.read().body == author.text.body, "what was typed on")
    author.memory.note(author.read(), time.monotonic())
    author.base = author.stored_body()
    author.save()


def publish(author: Author, rng: Random) -> None:
    author.save()
    if not author.is_published():
        author.save("publish")
        if not author.is_published():
            author.save("publish")


def secret_is_looked_for(author: Author, rng: Random) -> None:
    """Something is typed and autosaved, never saved: the public must not see it."""
    body = end_of_own(author.text.body)
    secret = f"{words.SECRET}{words.word(rng)}"
    author.make([Edit("title", 0, 0, secret), Edit("summary", 0, 0, secret)])
    author.make([Edit("body", body, body, secret)])
    author.wait_for_status("Autosaved at")
    look_for_secrets(author)


def look_for_secrets(author: Author) -> None:
    """Read the site as the public does; nothing unsaved may be there."""
    slugs = author.site.rows("SELECT slug FROM posts_post ORDER BY id DESC LIMIT 4")
    for path in (*PUBLIC, *(f"/posts/{slug}/" for (slug,) in slugs if slug.isascii())):
        status, text = author.site.ask(path)
        assert status in {200, 404}, f"{path} answers {status}"
        found = [form for form in words.DISGUISES if form in text.lower()]
        assert not found, f"{path} shows what was never saved"


def another_post(author: Author, rng: Random) -> None:
    """Save this one; begin a new one, or go on with one of those before."""
    author.save()
    author.pk = rng.choice([None, *author.saved])
    author.open()
    begin(author, rng)


def begin(author: Author, rng: Random) -> None:
    """Give a new text a title, and the line that is never changed."""
    if GUARD in author.text.body:
        return
    title = f"Essay {rng.randrange(10**6)} "
    author.make(
        [Edit("title", 0, len(author.text.title), title), Edit("body", 0, 0, GUARD)]
    )


FAULTS: dict[Callable[[Author, Random], None], int] = {
    server_is_killed: 3,
    network_is_cut: 3,
    answers_are_slow: 4,
    tab_is_killed: 5,
    browser_is_killed: 5,
    all_is_killed: 2,
    login_expires: 3,
    save_with_expired_login: 4,
    page_is_reloaded: 4,
    back_and_forward: 4,
    second_window_saves: 3,
    colleague_saves: 5,
    save_is_refused: 3,
    answer_is_lost: 3,
    typing_while_it_saves: 3,
    publish: 3,
    secret_is_looked_for: 4,
    another_post: 6,
}
