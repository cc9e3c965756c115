"""Uploads at the desk of a real browser: giving files, and the cards below the text."""

from base64 import b64encode

from playwright.sync_api import Locator, Page, Route

from .uploading import drawing, encoded

UPLOADS = "**/markdown/upload/"
# Gives the field files as if they came from the clipboard, or from another window.
GIVE = """
(area, [gesture, files, words]) => {
  const transfer = new DataTransfer();
  for (const [name, type, content] of files) {
    const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0));
    transfer.items.add(new File([bytes], name, { type }));
  }
  if (words) transfer.setData("text/plain", words);
  const { x, y, height } = area.getBoundingClientRect();
  const options = { bubbles: true, cancelable: true };
  if (gesture === "paste") {
    area.focus();
    area.dispatchEvent(
      new ClipboardEvent("paste", { ...options, clipboardData: transfer }),
    );
    return;
  }
  const place = { clientX: x + 30, clientY: y + height - 10 };
  for (const name of ["dragenter", "dragover", "drop"]) {
    area.dispatchEvent(
      new DragEvent(name, { ...options, ...place, dataTransfer: transfer }),
    );
  }
}
"""


def text(page: Page) -> Locator:
    return page.locator("#id_body")


def item(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name, exact=True)


def alt(row: Locator) -> Locator:
    return row.get_by_label("Describe the image")


def button(row: Locator, name: str) -> Locator:
    return row.get_by_role("button", name=name, exact=True)


def picture(name: str = "plot.png", mode: str = "RGB") -> tuple[str, str, bytes]:
    return name, "image/png", encoded(drawing(mode), "PNG")


def give(page: Page, *files: tuple[str, str, bytes], gesture="paste", words="") -> None:
    sent = [[name, kind, b64encode(data).decode()] for name, kind, data in files]
    text(page).evaluate(GIVE, [gesture, sent, words])


def put_caret(page: Page, at: int) -> None:
    text(page).evaluate("(area, at) => area.setSelectionRange(at, at)", at)


def hold(page: Page) -> list[Route]:
    """Hold the files of a page back until the test lets them arrive."""
    waiting: list[Route] = []
    page.route(UPLOADS, lambda route: waiting.append(route))
    return waiting


def wait_for(page: Page, waiting: list[Route], number: int) -> None:
    while len(waiting) < number:
        page.wait_for_timeout(20)
