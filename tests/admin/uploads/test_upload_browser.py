"""Uploads at the desk, in a real browser: pasted, dropped or chosen, and inserted."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from playwright.sync_api import Page, expect

from posts.models import Upload
from tests.support.page_checks import OVERFLOW, RULES
from tests.support.signed_in import forgive, sign_in
from tests.support.upload_cards import (
    UPLOADS,
    alt,
    button,
    give,
    hold,
    item,
    picture,
    put_caret,
    text,
    wait_for,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60">
<style>@import "https://fonts.example/css";</style>
<circle cx="45" cy="30" r="20" fill="teal"/></svg>"""


@pytest.fixture
def desk(page: Page, site) -> Page:
    sign_in(page, site)
    page.goto(f"{site}/admin/posts/post/add/")
    expect(page.get_by_text("Add images or files")).to_be_visible()
    return page


def test_pasted_image_is_inserted_at_once_where_it_was_pasted(desk):
    text(desk).fill("Before. After.")
    put_caret(desk, 8)
    give(desk, picture())
    expect(text(desk)).to_have_value(
        re.compile(r"^Before\. !\[\]\(/media/images/\d+/plot-\w+\.png\)After\.$")
    )
    row = item(desk, "plot.png")
    expect(row.get_by_text("PNG, ")).to_be_visible()
    expect(desk.get_by_text("1 image to describe.")).to_be_visible()
    expect(text(desk)).to_be_focused()
    desk.keyboard.type("New. ")
    expect(text(desk)).to_have_value(re.compile(r"\.png\)New\. After\.$"))
    for _ in range(2):
        desk.keyboard.press("Control+z")
    expect(text(desk)).to_have_value("Before. After.")
    expect(row).to_have_count(0)
    desk.keyboard.press("Control+Shift+z")
    expect(text(desk)).to_have_value(re.compile("plot"))
    expect(row).to_be_visible()


def test_autosave_has_the_image_without_a_key_pressed(desk):
    text(desk).fill("Words.")
    expect(desk.get_by_text("Autosaved at")).to_be_visible()
    with desk.expect_request("**/autosave/**") as sent:
        give(desk, picture())
    assert "plot-" in sent.value.post_data


def test_image_stands_between_paragraphs_and_the_page_does_not_move(desk):
    text(desk).fill("One.\n\nTwo." + "\n\nWords." * 300)
    title = desk.get_by_label("Title:")
    put_caret(desk, 4)
    waiting = hold(desk)
    give(desk, picture())
    wait_for(desk, waiting, 1)
    title.fill("Abc")
    title.evaluate("(field) => field.setSelectionRange(1, 2)")
    desk.set_viewport_size({"width": 500, "height": 300})
    place = "[scrollX, scrollY, document.querySelector('textarea').scrollTop]"
    before = desk.evaluate(place)
    waiting[0].continue_()
    expect(text(desk)).to_have_value(re.compile(r"^One\.\n\n!\[\]\([^)]+\)\n\nTwo\."))
    assert desk.evaluate(place) == before
    expect(title).to_be_focused()
    assert title.evaluate("(field) => field.selectionStart") == 1


FIGURE = '![A plot](/media/a.svg "A [caption](/x) (1)")'
PLAIN = '<figure><img src="/media/a.svg" alt=""></figure>'


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (f"{FIGURE}¦", f"{FIGURE}\n\n@"),
        (f"¦{FIGURE}\n\nEnd.", f"@\n\n{FIGURE}\n\nEnd."),
        (f"One.\n\n{FIGURE}\n¦\nEnd.", f"One.\n\n{FIGURE}\n\n@\n\nEnd."),
        (f"{PLAIN}¦", f"{PLAIN}\n\n@"),
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
    link = r"\[data\.csv \(CSV, 8 bytes\)\]\([^)]+\)"
    pattern = re.escape(expected).replace("@", link)
    expect(text(desk)).to_have_value(re.compile(f"^{pattern}$"))
    expect(desk.get_by_text("data.csv is in the text.")).to_be_visible()
    expect(item(desk, "data.csv")).to_have_count(0)


def test_three_dropped_files_go_in_in_their_order_whatever_fails(desk):
    text(desk).fill("Start.")
    note = ("notes.txt", "text/plain", b"Some notes.\n")
    failures = iter([True])
    desk.route(
        UPLOADS,
        lambda route: route.abort() if next(failures, False) else route.continue_(),
    )
    give(desk, picture("a.png"), picture("b.png", "L"), note, gesture="drop")
    status = desk.get_by_text("1 image to describe. 1 file failed.")
    expect(status).to_be_visible()
    forgive(desk, "markdown/upload")
    button(item(desk, "a.png"), "Try again").click()
    expect(text(desk)).to_have_value(
        re.compile(
            r"^Start\.\n\n!\[\]\([^)]+/a-[^)]+\)\n\n!\[\]\([^)]+/b-[^)]+\)"
            r"\s*\[notes\.txt \(text, 12 bytes\)\]\(/media/files/\d+/notes-\w+\.txt\)$"
        )
    )


def test_typing_goes_on_while_a_file_is_on_its_way(desk):
    waiting = hold(desk)
    text(desk).fill("One.\n\n")
    give(desk, picture())
    wait_for(desk, waiting, 1)
    row = item(desk, "plot.png")
    expect(row.get_by_role("progressbar")).to_be_visible()
    desk.keyboard.type("Two.")
    alt(row).fill("A plot")
    alt(row).press("Enter")
    expect(text(desk)).to_be_focused()
    desk.keyboard.type(" Three.")
    expect(text(desk)).to_have_value("One.\n\nTwo. Three.")
    waiting[0].continue_()
    expect(text(desk)).to_have_value(
        re.compile(r"^One\.\n\n!\[A plot\]\([^)]+\)\n\nTwo\. Three\.$")
    )
    desk.keyboard.type(" Four.")
    expect(text(desk)).to_have_value(re.compile(r"Two\. Three\. Four\.$"))


def test_image_does_not_break_off_a_word_that_is_being_composed(desk):
    waiting = hold(desk)
    text(desk).fill("One.\n\n")
    give(desk, picture())
    wait_for(desk, waiting, 1)
    session = desk.context.new_cdp_session(desk)
    compose = {"selectionStart": 2, "selectionEnd": 2}
    session.send("Input.imeSetComposition", {"text": "にほ", **compose})
    with desk.expect_response(UPLOADS):
        waiting[0].continue_()
    desk.wait_for_timeout(200)
    expect(text(desk)).to_have_value("One.\n\nにほ")
    session.send("Input.insertText", {"text": "日本"})
    expect(text(desk)).to_have_value(re.compile(r"^One\.\n\n!\[\]\([^)]+\)\n\n日本$"))


def test_one_failure_of_three_is_told_at_its_file_and_tried_again(desk):
    text(desk).fill("Precious.")
    give(desk, picture("a.png"), ("b.png", "image/png", b"no"), picture("c.png", "L"))
    row = item(desk, "b.png")
    expect(row.get_by_role("alert")).to_contain_text("Browsers cannot show this image")
    expect(alt(row)).to_be_hidden()
    forgive(desk, "status 400")
    expect(text(desk)).to_have_value(re.compile(r"^Precious\.\n\n!.*\n\n!.*\)$"))
    button(row, "Try again").click()
    expect(row.get_by_role("alert")).to_contain_text("Browsers cannot show this image")
    forgive(desk, "status 400")
    button(row, "Remove").click()
    expect(row).to_have_count(0)
    assert Upload.objects.count() == 2


def test_ended_session_is_a_sentence_and_goes_on_after_sign_in(desk):
    text(desk).fill("Precious.")
    cookies = desk.context.cookies()
    desk.context.clear_cookies(name="sessionid")
    give(desk, picture())
    row = item(desk, "plot.png")
    expect(row.get_by_role("alert")).to_contain_text("You are signed out.")
    expect(text(desk)).to_have_value("Precious.")
    desk.context.add_cookies(cookies)
    button(row, "Try again").click()
    expect(text(desk)).to_have_value(re.compile(r"^Precious\.\n\n!\[\]"))
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


@pytest.mark.parametrize("is_autosaved", [False, True])
def test_removed_upload_leaves_the_text_and_the_server(desk, is_autosaved):
    text(desk).fill("One.\n\nTwo.")
    put_caret(desk, 4)
    give(desk, picture())
    expect(text(desk)).to_have_value(re.compile("plot"))
    if is_autosaved:
        expect(desk.get_by_text("Autosaved at")).to_be_visible()
    with desk.expect_response("**/discard/"):
        button(item(desk, "plot.png"), "Remove").click()
    expect(text(desk)).to_have_value("One.\n\nTwo.")
    expect(item(desk, "plot.png")).to_have_count(0)
    assert not Upload.objects.exists()


def test_removed_upload_that_was_copied_in_the_text_stays_on_the_server(desk):
    give(desk, picture())
    expect(text(desk)).to_have_value(re.compile("plot"))
    code = text(desk).input_value()
    text(desk).fill(f"{code}\n\n[{code}](/)\n\n{code.replace('[]', '[Mine]')}")
    button(item(desk, "plot.png"), "Remove").click()
    expect(text(desk)).to_have_value(re.compile(r"^\[\]\(/\)\n\n!\[Mine\]\([^)]+\)$"))
    assert Upload.objects.exists()


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
