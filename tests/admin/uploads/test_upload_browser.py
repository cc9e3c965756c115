"""Uploads at the desk, in a real browser: pasted, dropped or chosen, and described."""

import re
from base64 import b64encode

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from playwright.sync_api import Locator, Page, Route, expect

from posts.models import Upload
from tests.support.page_checks import OVERFLOW, RULES
from tests.support.signed_in import forgive, sign_in
from tests.support.uploading import drawing, encoded

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

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
SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60">
<style>@import "https://fonts.example/css";</style>
<circle cx="45" cy="30" r="20" fill="teal"/></svg>"""


@pytest.fixture
def desk(page: Page, site) -> Page:
    sign_in(page, site)
    page.goto(f"{site}/admin/posts/post/add/")
    expect(page.get_by_text("Add images or files")).to_be_visible()
    return page


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


def test_pasted_image_is_described_and_stands_where_it_was_pasted(desk):
    text(desk).fill("Before. After.")
    put_caret(desk, 8)
    give(desk, picture())
    row = item(desk, "plot.png")
    expect(row.get_by_text("PNG, ")).to_be_visible()
    expect(text(desk)).to_have_value("Before. After.")
    expect(text(desk)).to_be_focused()
    alt(row).fill("A [plot]")
    alt(row).press("Enter")
    expect(text(desk)).to_have_value(
        re.compile(
            r"^Before\. !\[A \\\[plot\\\]\]\(/media/images/\d+/plot-\w+\.png\)After"
        )
    )
    expect(row).to_have_count(0)
    expect(text(desk)).to_be_focused()
    assert desk.url.endswith("/add/")
    upload = Upload.objects.get()
    assert upload.alt == "A [plot]"
    desk.keyboard.press("Control+z")
    expect(text(desk)).to_have_value("Before. After.")
    desk.keyboard.press("Control+Shift+z")
    expect(text(desk)).to_have_value(re.compile("plot"))


def test_image_between_paragraphs_becomes_a_figure_with_its_caption(desk):
    text(desk).fill("One.\n\nTwo.")
    put_caret(desk, 4)
    give(desk, picture())
    row = item(desk, "plot.png")
    alt(row).fill("A plot")
    row.get_by_label("Caption").fill('The "loss" over $t$')
    row.get_by_label("Caption").press("Enter")
    expect(text(desk)).to_have_value(
        re.compile(
            r"^One\.\n\n!\[A plot\]\(/media/images/\d+/plot-\w+\.png"
            r' "The \\"loss\\" over \$t\$"\)\n\nTwo\.$'
        )
    )


def test_figure_with_a_caption_does_not_tear_a_sentence_apart(desk):
    text(desk).fill("One sentence\nof two lines.\n\nTwo.")
    put_caret(desk, 5)
    give(desk, picture())
    row = item(desk, "plot.png")
    alt(row).fill("A plot")
    row.get_by_label("Caption").fill("Below")
    button(row, "Insert").click()
    expect(text(desk)).to_have_value(
        re.compile(r"^One sentence\nof two lines\.\n\n!\[A plot\]\([^)]+\)\n\nTwo\.$")
    )


FIGURE = '![A plot](/media/a.svg "A [caption](/x) (1)")'


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (f"{FIGURE}¦", f"{FIGURE}\n\n@"),
        (f"¦{FIGURE}\n\nEnd.", f"@\n\n{FIGURE}\n\nEnd."),
        (f"One.\n\n{FIGURE}\n¦\nEnd.", f"One.\n\n{FIGURE}\n\n@\n\nEnd."),
        ("## Data¦", "## Data\n\n@"),
        ("| a |\n| - |\n| b |\n¦", "| a |\n| - |\n| b |\n\n@"),
        ("[a (text)](/media/a.txt)¦", "[a (text)](/media/a.txt)\n\n@"),
        ("See ¦ for more.", "See @ for more."),
        ("See ¦", "See @"),
        (f"{FIGURE}\n\n¦ has the data.", f"{FIGURE}\n\n@ has the data."),
        ("- ¦", "- @"),
    ],
)
def test_file_spoils_no_figure_and_stays_within_its_sentence(desk, marked, expected):
    drawn = {"content_type": "image/svg+xml", "body": SVG}
    desk.route("**/media/a.svg", lambda route: route.fulfill(**drawn))
    text(desk).fill(marked.replace("¦", ""))
    put_caret(desk, marked.index("¦"))
    give(desk, ("data.csv", "text/csv", b"a,b\n1,2\n"))
    button(item(desk, "data.csv"), "Insert").click()
    link = r"\[data\.csv [^\]]*\]\([^)]+\)"
    pattern = re.escape(expected).replace("@", link)
    expect(text(desk)).to_have_value(re.compile(f"^{pattern}$"))


def test_three_dropped_files_go_in_in_their_order_whatever_is_described_first(desk):
    text(desk).fill("Start.")
    note = ("notes.txt", "text/plain", b"Some notes.\n")
    give(desk, picture("a.png"), picture("b.png", "L"), note, gesture="drop")
    expect(desk.get_by_role("status").get_by_text("3 files to insert.")).to_be_visible()
    button(item(desk, "notes.txt"), "Insert").click()
    for name in ("b.png", "a.png"):
        alt(item(desk, name)).fill(f"Plot {name}")
        button(item(desk, name), "Insert").click()
        expect(item(desk, name)).to_have_count(0)
    expect(text(desk)).to_have_value(
        re.compile(
            r"^Start\.\n\n!\[Plot a\.png\]\([^)]+\)\n\n!\[Plot b\.png\]\([^)]+\)"
            r"\s*\[notes\.txt \(text, 12 bytes\)\]\(/media/files/\d+/notes-\w+\.txt\)$"
        )
    )


def test_chosen_files_are_asked_for_by_keyboard_alone(desk):
    files = [
        {"name": name, "mimeType": kind, "buffer": data}
        for name, kind, data in (picture("a.png"), picture("b.png", "L"))
    ]
    desk.get_by_label("Add images or files").set_input_files(files)
    expect(alt(item(desk, "a.png"))).to_be_focused()
    desk.keyboard.type("First")
    desk.keyboard.press("Enter")
    expect(alt(item(desk, "b.png"))).to_be_focused()
    desk.keyboard.press("Tab")
    desk.keyboard.press("Space")
    expect(alt(item(desk, "b.png"))).to_be_disabled()
    for _ in range(2):
        desk.keyboard.press("Tab")
    expect(button(item(desk, "b.png"), "Insert")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(text(desk)).to_have_value(
        re.compile(r"^!\[First\]\([^)]+a-[^)]+\)\n\n!\[\]\([^)]+b-[^)]+\)$")
    )
    expect(text(desk)).to_be_focused()
    assert Upload.objects.get(name="b.png").is_decorative


def test_list_is_the_next_stop_after_the_text(desk):
    give(desk, picture())
    text(desk).press("Tab")
    expect(alt(item(desk, "plot.png"))).to_be_focused()
    desk.keyboard.press("Escape")
    expect(text(desk)).to_be_focused()


def test_typing_goes_on_while_a_file_is_on_its_way(desk):
    waiting = hold(desk)
    text(desk).fill("One.\n\n")
    give(desk, picture())
    wait_for(desk, waiting, 1)
    expect(item(desk, "plot.png").get_by_role("progressbar")).to_be_visible()
    desk.keyboard.type("Two.")
    row = item(desk, "plot.png")
    alt(row).fill("A plot")
    button(row, "Insert").click()
    expect(row).to_contain_text("inserted once it is uploaded")
    text(desk).focus()
    desk.keyboard.type(" Three.")
    expect(text(desk)).to_have_value("One.\n\nTwo. Three.")
    waiting[0].continue_()
    expect(text(desk)).to_have_value(
        re.compile(r"^One\.\n\n!\[A plot\]\([^)]+\)\n\nTwo\. Three\.$")
    )
    desk.keyboard.type(" Four.")
    expect(text(desk)).to_have_value(re.compile(r"Two\. Three\. Four\.$"))


def test_one_failure_of_three_is_told_at_its_file_and_tried_again(desk):
    text(desk).fill("Precious.")
    give(desk, picture("a.png"), ("b.png", "image/png", b"no"), picture("c.png", "L"))
    row = item(desk, "b.png")
    expect(row.get_by_role("alert")).to_contain_text("Browsers cannot show this image")
    expect(alt(row)).to_be_hidden()
    forgive(desk, "status 400")
    for name in ("a.png", "c.png"):
        alt(item(desk, name)).fill("A plot")
        button(item(desk, name), "Insert").click()
    expect(text(desk)).to_have_value(re.compile(r"^Precious\.\n\n!.*\n\n!.*\)$"))
    button(row, "Try again").click()
    expect(row.get_by_role("alert")).to_contain_text("Browsers cannot show this image")
    forgive(desk, "status 400")
    button(row, "Remove").click()
    expect(row).to_have_count(0)
    assert Upload.objects.count() == 2


def test_lost_server_is_a_sentence_and_can_be_tried_again(desk):
    desk.route(UPLOADS, lambda route: route.abort())
    text(desk).fill("Precious.")
    give(desk, picture())
    row = item(desk, "plot.png")
    expect(row.get_by_role("alert")).to_have_text("The server does not answer.")
    expect(text(desk)).to_have_value("Precious.")
    forgive(desk, "markdown/upload")
    desk.unroute(UPLOADS)
    button(row, "Try again").click()
    alt(row).fill("A plot")
    button(row, "Insert").click()
    expect(text(desk)).to_have_value(re.compile(r"^Precious\.\n\n!\[A plot\]"))


@pytest.mark.parametrize("is_sent", [False, True])
def test_ended_session_is_a_sentence_and_goes_on_after_sign_in(desk, site, is_sent):
    text(desk).fill("Precious.")
    cookies = desk.context.cookies()
    row = item(desk, "plot.png")
    if is_sent:
        give(desk, picture())
        expect(row.get_by_text("PNG, ")).to_be_visible()
        alt(row).fill("A plot")
        desk.context.clear_cookies(name="sessionid")
        button(row, "Insert").click()
    else:
        desk.context.clear_cookies(name="sessionid")
        give(desk, picture())
    expect(row.get_by_role("alert")).to_contain_text("You are signed out.")
    expect(text(desk)).to_have_value("Precious.")
    desk.context.add_cookies(cookies)
    if not is_sent:
        button(row, "Try again").click()
        alt(row).fill("A plot")
    button(row, "Insert").click()
    expect(text(desk)).to_have_value(re.compile(r"^Precious\.\n\n!\[A plot\]"))
    desk.watch.problems.clear()


def test_too_large_file_is_refused_before_it_is_sent(desk):
    sent = hold(desk)
    text(desk).evaluate(
        """(area) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([new Uint8Array(50_000_001)], "huge.zip"));
          area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer }));
        }"""
    )
    row = item(desk, "huge.zip")
    expect(row.get_by_role("alert")).to_contain_text("larger than 50 MB")
    assert not sent


def test_missing_words_are_asked_for_and_nothing_is_inserted(desk):
    give(desk, picture())
    row = item(desk, "plot.png")
    button(row, "Insert").click()
    expect(row.get_by_role("alert")).to_contain_text("Describe what the image shows")
    expect(alt(row)).to_be_focused()
    expect(text(desk)).to_have_value("")


def test_missing_words_are_asked_for_still_when_the_file_has_arrived(desk):
    waiting = hold(desk)
    give(desk, picture())
    wait_for(desk, waiting, 1)
    row = item(desk, "plot.png")
    button(row, "Insert").click()
    expect(row.get_by_role("alert")).to_contain_text("Describe what the image shows")
    waiting[0].continue_()
    expect(row.get_by_text("PNG, ")).to_be_visible()
    expect(row.get_by_role("alert")).to_contain_text("Describe what the image shows")


def test_removed_upload_is_taken_back_from_the_server(desk):
    give(desk, picture())
    row = item(desk, "plot.png")
    expect(row.get_by_text("PNG, ")).to_be_visible()
    assert Upload.objects.count() == 1
    with desk.expect_response("**/discard/"):
        button(row, "Remove").click()
    expect(row).to_have_count(0)
    assert not Upload.objects.exists()


def test_drawing_comes_in_and_says_what_readers_may_miss(desk):
    give(desk, ("plot.svg", "image/svg+xml", SVG))
    row = item(desk, "plot.svg")
    expect(row).to_contain_text("The drawing asks another site for a font")
    shown = row.locator("img")
    expect(shown).to_be_visible()
    loaded = "(image) => [image.complete, image.naturalWidth, image.naturalHeight]"
    expect(shown).to_have_js_property("complete", True)
    assert shown.evaluate(loaded) == [True, 90, 60]


def test_drawing_opened_by_itself_runs_nothing(desk, site):
    script = b"<script>document.querySelector('circle').remove()</script>"
    hostile = re.sub(b"<style>.*</style>", script, SVG)
    name = default_storage.save("images/plot.svg", ContentFile(hostile))
    desk.goto(f"{site}/media/{name}")
    assert desk.locator("circle").count() == desk.locator("script").count() == 1
    forgive(desk, "Blocked script execution")


def test_pasted_text_stays_text_and_named_files_are_files(desk):
    give(desk, picture("copy.png"), words="Words")
    expect(item(desk, "copy.png")).to_have_count(0)
    give(desk, picture("copy.png"), words="copy.png")
    expect(item(desk, "copy.png")).to_be_visible()


def test_too_many_files_at_once_are_a_sentence(desk):
    note = [(f"{number}.txt", "text/plain", b"x") for number in range(31)]
    give(desk, *note)
    expect(desk.get_by_text("At most 30 files at once")).to_be_visible()
    expect(desk.get_by_role("list", name="Uploads")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1400])
def test_list_is_accessible_and_fits(desk, width, scheme):
    desk.set_viewport_size({"width": width, "height": 800})
    desk.emulate_media(color_scheme=scheme)
    long_name = "a-very-long-name-of-a-plot-" * 4 + ".png"
    give(desk, picture(long_name), ("bad.png", "image/png", b"no"))
    expect(item(desk, "bad.png").get_by_role("alert")).to_contain_text(
        "cannot show this image"
    )
    expect(item(desk, long_name).get_by_text("PNG, ")).to_be_visible()
    forgive(desk, "status 400")
    options = {"runOnly": RULES}
    found = Axe().run(desk, context=".uploads", options=options).response["violations"]
    assert [problem["id"] for problem in found] == []
    assert desk.evaluate(OVERFLOW) <= 0
