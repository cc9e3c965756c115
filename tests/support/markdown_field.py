"""The Markdown field in a browser: writing into it, and reading its caret."""

import re

from playwright.sync_api import Page, expect

# A text with its caret as ¦, or with its selection between « and ».
STATE = """
(area) => {
  const { value, selectionStart: start, selectionEnd: end } = area;
  const chosen = start === end ? "¦" : `«${value.slice(start, end)}»`;
  return value.slice(0, start) + chosen + value.slice(end);
}
"""


def open_desk(page: Page, site: str) -> Page:
    page.goto(f"{site}/admin/posts/post/add/")
    expect(tools(page)).to_be_visible()
    return page


def tools(page: Page):
    return page.get_by_role("toolbar", name="Formatting")


def text(page: Page):
    return page.locator("#id_body")


def options(page: Page):
    return page.get_by_role("option")


def state(page: Page) -> str:
    return text(page).evaluate(STATE)


def write(page: Page, marked: str) -> None:
    """Put a text into the field, with its caret or selection where the marks are."""
    start = marked.find("«") if "«" in marked else marked.index("¦")
    end = marked.find("»") - 1 if "«" in marked else start
    text(page).fill(unmarked(marked))
    text(page).evaluate("(a, at) => a.setSelectionRange(at[0], at[1])", [start, end])


def unmarked(marked: str) -> str:
    return re.sub("[«»¦]", "", marked)


def paste(page: Page, content: str, key: str = "Control+v") -> None:
    page.evaluate("(content) => navigator.clipboard.writeText(content)", content)
    text(page).press(key)


def chosen(page: Page):
    return page.locator("[role=option][aria-selected=true]")


def asked(page: Page) -> list[str]:
    return [url for url in page.watch.requests if "/markdown/links/" in url]
