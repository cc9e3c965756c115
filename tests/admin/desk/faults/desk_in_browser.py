"""The desk as its author works at it: words written, saved, autosaved and resumed."""

from playwright.sync_api import Locator, Page, expect

from tests.trial.site import Site

PROMISE = 2.0  # seconds of typing that a fault may cost
AUTOSAVED, ALONE = "Autosaved at", "autosaved only in this browser"


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
    return page.locator("[data-autosave-status]")


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


def recover(page: Page) -> None:
    """Resume the newest of what can be recovered."""
    expect(page.locator("[data-recovery][aria-busy=false]")).to_be_attached()
    page.get_by_role("link", name="Resume").first.click()
    expect(page.get_by_text("It is not saved yet.")).to_be_visible()


def resume(page: Page, site: Site) -> str:
    """Begin a post, leave it with words that are only autosaved, and resume these."""
    address = begin(page, site)
    write(page, "Unsaved. ")
    expect(status(page)).to_contain_text(AUTOSAVED)
    page.goto(address)
    recover(page)
    return address
