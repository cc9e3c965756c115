"""Nothing is lost: one fault at a time, in a real browser, against a real server."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .trial.browser import Chromium
from .trial.colleague import Colleague
from .trial.processes import wait_until
from .trial.site import Site
from .trial.wire import Wire

pytestmark = pytest.mark.browser

PROMISE = 2.0  # seconds of typing that a fault may cost
KEPT, ALONE = "Kept at", "kept in this browser only"
WORDS = 'First <words> & "more" 🧠, </textarea>.   \n\n\nThe end.  '


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("lost"))
    try:
        site.prepare()
        yield site
    finally:
        site.kill()


@pytest.fixture
def site(served: Site) -> Iterator[Site]:
    """The site, with no post; it runs again after the test."""
    yield served
    if served.process is None or served.process.poll() is not None:
        served.start()
        served.wait()
    for table in ("posts_kepttext", "posts_revision"):
        served.rows(f"DELETE FROM {table}")


@pytest.fixture
def window(browser: Browser, site: Site, tmp_path) -> Iterator[Chromium]:
    """The editor's browser, signed in."""
    window = Chromium(browser.browser_type, tmp_path)
    try:
        window.page.goto(f"{site.url}/admin/")
        sign_in(window.page, site)
        yield window
    finally:
        window.close()


@pytest.fixture
def wire(site: Site) -> Iterator[Wire]:
    """A way to the site that can be cut."""
    wire = Wire(site.port, seed=0)
    yield wire
    wire.close()


def sign_in(page: Page, site: Site) -> None:
    page.fill("#id_username", "editor")
    page.fill("#id_password", site.password)
    page.click("#login-form [type=submit]")
    expect(page.locator("#login-form")).to_have_count(0)


def begin(page: Page, site: Site, title: str = "An essay") -> str:
    """Begin a post, save it, and return the address of its desk."""
    page.goto(f"{site.url}/admin/posts/post/add/")
    page.fill("#id_title", title)
    write(page, "Saved words.\n\nA middle.\n\nAn end.")
    save(page)
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    return page.url


def body(page: Page) -> Locator:
    return page.locator("#id_body")


def status(page: Page) -> Locator:
    return page.locator("[data-keep-status]")


def write(page: Page, words: str) -> None:
    """Put words in front of the text, as if typed."""
    page.evaluate(
        "(text) => { const area = document.getElementById('id_body'); area.focus();"
        " area.setSelectionRange(0, 0);"
        " document.execCommand('insertText', false, text); }",
        words,
    )


def save(page: Page) -> None:
    page.locator("[data-save]").click()


def stored(site: Site) -> str:
    [row] = site.rows("SELECT body FROM posts_post ORDER BY id DESC LIMIT 1")
    return str(row[0])


def open_again(page: Page, site: Site, address: str) -> None:
    """Open a desk; a browser that was killed may have forgotten a young login."""
    page.goto(address)
    if page.locator("#login-form").count():
        sign_in(page, site)


def go_on(page: Page) -> None:
    """Take the newest of what is offered."""
    expect(page.locator("[data-offers][aria-busy=false]")).to_be_attached()
    page.locator(".desk-offer summary").first.click()
    page.get_by_role("link", name="Go on with it").first.click()
    expect(page.get_by_text("It is not saved yet.")).to_be_visible()


def resume(page: Page, site: Site) -> str:
    """Begin a post, leave it with words that are only kept, and go on with these."""
    address = begin(page, site)
    write(page, "Kept. ")
    expect(status(page)).to_contain_text(KEPT)
    page.goto(address)
    go_on(page)
    return address


# What dies


def test_killed_tab_costs_two_seconds_at_most(window, site):
    address = begin(window.page, site)
    write(window.page, WORDS)
    body(window.page).press_sequentially("And keys.")
    typed = body(window.page).input_value()
    time.sleep(PROMISE)
    window.kill_tab()
    window.page.goto(address)
    expect(window.page.locator(".desk-offer")).to_contain_text("And keys.")
    go_on(window.page)
    expect(body(window.page)).to_have_value(typed)


def test_killed_browser_keeps_what_no_server_has(window, site):
    address = begin(window.page, site)
    site.kill()
    write(window.page, WORDS)
    window.page.fill("#id_title", "Another title")
    typed = body(window.page).input_value()
    time.sleep(PROMISE)
    window.kill()
    site.start()
    window.start()
    site.wait()
    open_again(window.page, site, address)
    go_on(window.page)
    expect(body(window.page)).to_have_value(typed)
    expect(window.page.locator("#id_title")).to_have_value("Another title")
    save(window.page)
    expect(window.page.get_by_text("Saved as a draft.")).to_be_visible()
    assert stored(site) == typed


def test_new_text_outlives_browser_and_server(window, site):
    page = window.page
    page.goto(f"{site.url}/admin/posts/post/add/")
    page.fill("#id_title", "Never saved")
    write(page, WORDS)
    time.sleep(PROMISE)
    window.kill()
    site.kill()
    site.start()
    window.start()
    site.wait()
    open_again(window.page, site, f"{site.url}/admin/posts/post/add/")
    expect(window.page.locator(".desk-offer")).to_contain_text("“Never saved”")
    go_on(window.page)
    expect(body(window.page)).to_have_value(WORDS)


def test_dead_server_is_told_and_saving_against_it_costs_nothing(window, site):
    begin(window.page, site)
    site.kill()
    write(window.page, WORDS)
    typed = body(window.page).input_value()
    expect(status(window.page)).to_contain_text(ALONE)
    save(window.page)
    expect(status(window.page)).to_contain_text("Not saved. ")
    expect(body(window.page)).to_have_value(typed)
    site.start()
    site.wait()
    expect(status(window.page)).to_contain_text(KEPT, timeout=20_000)
    save(window.page)
    expect(window.page.get_by_text("Saved as a draft.")).to_be_visible()
    assert stored(site) == typed


def test_dead_server_that_lives_again_keeps_again(window, site):
    begin(window.page, site)
    site.kill()
    write(window.page, WORDS)
    expect(status(window.page)).to_contain_text(ALONE)
    site.start()
    site.wait()
    expect(status(window.page)).to_contain_text(KEPT, timeout=20_000)


def test_cut_network_is_told_and_so_is_its_return(window, site):
    begin(window.page, site)
    window.context.set_offline(True)
    write(window.page, WORDS)
    expect(status(window.page)).to_contain_text(ALONE)
    window.context.set_offline(False)
    expect(status(window.page)).to_contain_text(KEPT, timeout=20_000)
    assert len(site.rows("SELECT 1 FROM posts_kepttext")) == 1


# The login ends


def test_signing_in_beside_the_desk_lets_it_keep_again(window, site):
    begin(window.page, site)
    site.end_sessions()
    write(window.page, "Before. ")
    expect(status(window.page)).to_contain_text("Signed out")
    with window.context.expect_page() as opened:
        status(window.page).get_by_role("link", name="Sign in").click()
    sign_in(opened.value, site)
    opened.value.close()
    write(window.page, "After. ")
    expect(status(window.page)).to_contain_text(KEPT, timeout=20_000)
    typed = body(window.page).input_value()
    save(window.page)
    expect(window.page.get_by_text("Saved as a draft.")).to_be_visible()
    assert stored(site) == typed


def test_copy_of_the_browser_is_handed_in_after_another_login(window, site):
    address = begin(window.page, site)
    site.end_sessions()
    write(window.page, WORDS)
    typed = body(window.page).input_value()
    time.sleep(PROMISE)
    window.kill()
    window.start()
    open_again(window.page, site, address)
    go_on(window.page)
    expect(body(window.page)).to_have_value(typed)


def test_save_leads_through_the_login_and_back_with_every_word(window, site):
    page = window.page
    begin(page, site)
    write(page, WORDS)
    page.fill("#id_title", "A title & more")
    typed = body(page).input_value()
    site.end_sessions()
    save(page)
    expect(page.get_by_text("What you typed is not lost")).to_be_visible()
    sign_in(page, site)
    expect(body(page)).to_have_value(typed)
    expect(page.locator("#id_title")).to_have_value("A title & more")
    save(page)
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    assert stored(site) == typed
    write(page, "More. ")
    save(page)
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    expect(page.locator("[data-offers][aria-busy=false]")).to_be_attached()
    expect(page.locator(".desk-offer")).to_have_count(0)


# Others, and other windows


def test_two_people_are_shown_both_texts_and_put_them_together(window, site):
    page = window.page
    address = begin(page, site)
    write(page, "Mine.\n\n")
    key = int(address.split("/")[-3])
    Colleague(site).append(key, "\n\nTheirs.")
    save(page)
    expect(page.get_by_text("colleague has saved this text")).to_be_visible()
    expect(page.locator(".desk-collision")).to_contain_text("Theirs.")
    assert "Mine." not in stored(site)
    page.get_by_role("button", name="Put both together").click()
    both = "Mine.\n\nSaved words.\n\nA middle.\n\nAn end.\n\nTheirs."
    expect(body(page)).to_have_value(both)
    save(page)
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    assert stored(site) == both
    expect(page.locator(".desk-offer")).to_have_count(0)


def test_two_windows_with_one_kept_text_keep_both(window, site):
    address = resume(window.page, site)
    second = window.context.new_page()
    second.goto(window.page.url)
    for page, words in ((second, "Second. "), (window.page, "First. ")):
        write(page, words)
        expect(status(page)).to_contain_text(KEPT)
    write(second, "Second again. ")
    write(window.page, "First again. ")
    time.sleep(PROMISE)
    window.kill_tab()
    second.close()
    window.page.goto(address)
    expect(window.page.locator("[data-offers][aria-busy=false]")).to_be_attached()
    offers = window.page.locator(".desk-offer")
    expect(offers.filter(has_text="Second again.")).not_to_have_count(0)
    expect(offers.filter(has_text="First again.")).not_to_have_count(0)


def test_two_windows_with_one_kept_text_keep_both_without_a_network(window, site):
    address = resume(window.page, site)
    second = window.context.new_page()
    second.goto(window.page.url)
    window.context.set_offline(True)
    for page, words in ((window.page, "First. "), (second, "Second. ")):
        write(page, words)
        expect(status(page)).to_contain_text(ALONE)
    time.sleep(PROMISE)
    window.kill()
    window.start()
    open_again(window.page, site, address)
    expect(window.page.locator("[data-offers][aria-busy=false]")).to_be_attached()
    offers = window.page.locator(".desk-offer")
    expect(offers.filter(has_text="First.")).to_have_count(1)
    expect(offers.filter(has_text="Second.")).to_have_count(1)


# Leaving and coming back


def test_reloading_resumed_words_shows_what_was_typed_since(window, site):
    resume(window.page, site)
    write(window.page, "More. ")
    expect(status(window.page)).to_contain_text(KEPT)
    typed = body(window.page).input_value()
    window.page.reload()
    expect(body(window.page)).to_have_value(typed)
    expect(window.page.locator("[data-offers][aria-busy=false]")).to_be_attached()
    expect(window.page.locator(".desk-offer")).to_have_count(0)


def type_while_saving(page: Page, site: Site, wire: Wire) -> str:
    """Press save, type on while no answer comes; return the text."""
    write(page, "Saved. ")
    expect(status(page)).to_contain_text(KEPT)
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
    wire.mend()
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    expect(body(page)).to_have_value(typed)
    save(page)
    wait_until(lambda: stored(site) == typed, "the next save")


def test_what_is_typed_while_a_save_is_on_its_way_is_offered(window, site, wire):
    page = window.page
    address = begin(page, site).replace(site.url, wire.url)
    page.goto(address)
    typed = type_while_saving(page, site, wire)
    time.sleep(PROMISE)
    window.kill_tab()
    wire.mend()
    page = window.page
    page.goto(address)
    go_on(page)
    expect(body(page)).to_have_value(typed)
    save(page)
    # What was saved meanwhile was the author's own, and all of it is in here.
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    assert stored(site) == typed


def test_save_whose_answer_is_lost_is_no_other_author(window, site, wire):
    page = window.page
    page.goto(begin(page, site).replace(site.url, wire.url))
    write(page, "Saved. ")
    expect(status(page)).to_contain_text(KEPT)
    page.wait_for_load_state("networkidle")
    wire.loses_answers = True
    save(page)
    expect(status(page)).to_contain_text("Not saved. ")
    assert stored(site).startswith("Saved. ")
    wire.mend()
    write(page, "Typed on. ")
    expect(status(page)).to_contain_text(KEPT)
    typed = body(page).input_value()
    save(page)
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    assert stored(site) == typed


def test_resumed_text_gives_way_to_what_this_browser_has_more(window, site):
    address = resume(window.page, site)
    resumed = window.page.url
    window.context.set_offline(True)
    write(window.page, "In the browser only. ")
    typed = body(window.page).input_value()
    time.sleep(PROMISE)
    window.kill_tab()
    window.context.set_offline(False)
    window.page.goto(resumed)
    expect(window.page.locator(".desk-offer")).to_contain_text("In the browser only.")
    write(window.page, "Typing on. ")
    expect(status(window.page)).to_contain_text(KEPT)
    window.page.goto(address)
    offers = window.page.locator(".desk-offer")
    expect(offers).to_have_count(2)
    offers.filter(has_text="In the browser only.").locator("summary").click()
    offers.filter(has_text="In the browser only.").get_by_role("link").click()
    expect(body(window.page)).to_have_value(typed)


def test_back_after_a_save_shows_what_is_saved(window, site):
    page = window.page
    begin(page, site)
    write(page, "New. ")
    save(page)
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    page.goto(f"{site.url}/admin/")
    page.go_back()
    expect(body(page)).to_have_value(stored(site))
    write(page, "Typed on. ")
    expect(status(page)).to_contain_text(KEPT)
    typed = body(page).input_value()
    save(page)
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    assert stored(site) == typed


def test_coming_back_never_puts_old_words_over_a_colleagues(window, site):
    page = window.page
    address = begin(page, site)
    write(page, "Unsaved. ")
    expect(status(page)).to_contain_text(KEPT)
    page.goto(f"{site.url}/admin/")
    Colleague(site).append(int(address.split("/")[-3]), "\n\nTheirs.")
    page.go_back()
    expect(body(page)).to_have_value(stored(site))
    go_on(page)
    save(page)
    expect(page.get_by_text("colleague has saved this text")).to_be_visible()
