"""What the desk weighs, and how soon after a pause the page shows what was typed.

Run it with `python -m tests.benchmarks.desk`; it takes a minute. Times run, in a real
Chromium, from the last key of a word to the frame that paints it, and stand beside the
200 ms that are promised. The essays are those of the corpus.
"""

import os
import sys
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from posts.rendering import Source, render
from tests.support.browser import REMEDY, launch
from tests.support.corpus import CORPUS, body_of
from tests.support.served import Machine, Served

PROMISED = 200  # milliseconds
PAUSES = 12
WORDS = 4_000
SETTLING = 500  # milliseconds without anything to do, between two pauses

# Resolves with the milliseconds from the last key to the paint that shows `word`.
WATCH = """word => {
  const page = document.querySelector("[data-preview-frame]").contentDocument;
  let pressed = 0;
  const listen = () => { pressed = performance.now(); };
  addEventListener("keydown", listen, true);
  window.painted = new Promise(resolve => {
    const observer = new MutationObserver(() => {
      if (!page.body.textContent.includes(word)) return;
      observer.disconnect();
      removeEventListener("keydown", listen, true);
      const tell = () => resolve(performance.now() - pressed);
      requestAnimationFrame(() => setTimeout(tell));
    });
    const all = { subtree: true, childList: true, characterData: true };
    observer.observe(page, all);
  });
}"""
FILL = """body => {
  const area = document.querySelector("#id_body");
  area.value = body;
  const middle = body.indexOf(". ", body.length / 2) + 1;
  area.focus();
  area.setSelectionRange(middle, middle);
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
}"""


def choose_essays() -> dict[str, str]:
    """Return the essays to be measured: what each is, and its body."""
    bodies = [body_of(path) for path in sorted(CORPUS.glob("*/_posts/*.md"))]
    if not bodies:
        sys.exit(f"No essays in {CORPUS}: set POSTS_CORPUS to a folder of them.")
    words = {body: render(Source(body=body)).word_count for body in bodies}
    chosen = {
        "the longest": max(bodies, key=lambda body: words[body]),
        "the most formulas": max(bodies, key=lambda body: body.count("$")),
        f"nearest {WORDS:,} words": min(bodies, key=lambda it: abs(words[it] - WORDS)),
    }
    return {f"{what}: {words[body]:,} words": body for what, body in chosen.items()}


def sign_in(browser: Browser, served: Served) -> Page:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{served.url}/admin/login/")
    page.fill("#id_username", "editor")
    page.fill("#id_password", served.password)
    page.press("#id_password", "Enter")
    page.wait_for_url(f"{served.url}/admin/")
    return page


def weigh(page: Page, served: Served) -> str:
    """Open an empty desk with an empty cache, and tell what came over the wire."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.clearBrowserCache")
    finished: list[float] = []
    received: list[int] = []
    network.on(
        "Network.loadingFinished", lambda it: finished.append(it["encodedDataLength"])
    )
    network.on("Network.dataReceived", lambda it: received.append(it["dataLength"]))
    page.goto(f"{served.url}/admin/posts/post/add/", wait_until="networkidle")
    network.detach()
    return (
        f"empty desk: {len([size for size in finished if size])} requests,"
        f" {sum(received) / 1000:.0f} kB, {sum(finished) / 1000:.0f} kB transferred"
    )


def measure(page: Page, body: str) -> list[float]:
    """Return the milliseconds of each pause, with the essay on the desk."""
    page.evaluate(FILL, body)
    page.wait_for_timeout(10 * SETTLING)
    times: list[float] = []
    for number in range(PAUSES):
        word = f"paused{number}x"
        page.evaluate(WATCH, word)
        page.keyboard.type(f" {word}", delay=20)
        times.append(page.evaluate("window.painted"))
        page.wait_for_timeout(SETTLING)
    return times


def report(browser: Browser, served: Served) -> None:
    """Print the weight, and a line for each essay."""
    page = sign_in(browser, served)
    print(weigh(page, served))
    print(f"{'milliseconds after the last key':44}  least  median  most  of {PROMISED}")
    for name, body in choose_essays().items():
        page.goto(f"{served.url}/admin/posts/post/add/", wait_until="networkidle")
        times = measure(page, body)
        middle = median(times)
        print(
            f"{name:44}{min(times):7.0f}{middle:8.0f}{max(times):6.0f}"
            f"{middle / PROMISED:8.2f}"
        )


def main() -> None:
    """Serve an empty site, measure in Chromium, and stop both."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = launch(playwright)
        if not browser:
            sys.exit(REMEDY)
        served = Machine(Path(name) / "var", {"DATABASE_URL": ""}).start().wait()
        try:
            print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
            report(browser, served)
        finally:
            served.stop()
            browser.close()


if __name__ == "__main__":
    main()
