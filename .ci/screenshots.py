"""Takes README's pictures of a running demo, in light and dark.

python .ci/screenshots.py http://127.0.0.1:8000 PASSWORD
"""

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.support.browser import launch

FOLDER = Path(__file__).resolve().parent.parent / ".github"
SIZE = {"width": 1280, "height": 900}
ESSAY = "/posts/path-dependence-in-fine-tuning/"
COLOURS = 255


def take(page: Page, name: str) -> None:
    """Save what the page shows, in few enough colours to be small."""
    picture = Image.open(BytesIO(page.screenshot()))
    picture = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(FOLDER / f"{name}.png", optimize=True)


def sign_in(page: Page, site: str, password: str) -> None:
    page.goto(f"{site}/admin/login/?next=/admin/posts/post/")
    page.fill("[name=username]", "editor")
    page.fill("[name=password]", password)
    page.click("[type=submit]")


def main(site: str, password: str) -> None:
    """Take the front page, an essay where it has a formula, and the essay's form."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        if browser is None:
            sys.exit("No Chromium was found.")
        for scheme, end in (("light", ""), ("dark", "-dark")):
            page = browser.new_page(viewport=SIZE, color_scheme=scheme)
            page.goto(site)
            take(page, f"front-page{end}")
            page.goto(site + ESSAY)
            page.locator("article math[display=block]").first.evaluate(
                "formula => formula.scrollIntoView({block: 'center'})"
            )
            take(page, f"post{end}")
            sign_in(page, site, password)
            page.click("text=Speculative inferences")
            preview = page.frame_locator("[data-preview-frame]")
            preview.locator("article math[display=block]").first.evaluate(
                "formula => formula.scrollIntoView({block: 'center'})"
            )
            page.wait_for_timeout(2_000)
            take(page, f"admin{end}")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
