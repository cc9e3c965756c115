"""Images in a text, described below it: while one writes, saves, publishes, resumes."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from posts.models import Autosave, Post, Upload
from tests.support.factories import make_post
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

BARE = re.compile(r"!\[\]\(/media/images/\d+/plot-\w+\.png\)")


@pytest.fixture
def desk(page: Page, site) -> Page:
    """The desk of a new text, which its first save leaves."""
    sign_in(page, site)
    page.goto(f"{site}/admin/posts/post/add/")
    page.get_by_label("Title:").fill("An essay")
    return page


@pytest.fixture
def saved(page: Page, site) -> Page:
    """The desk of a draft, which stays open when it is saved."""
    sign_in(page, site)
    post = make_post(body="Words.", published_at=None)
    page.goto(f"{site}/admin/posts/post/{post.pk}/change/")
    return page


def inserted(page: Page) -> Locator:
    """Give an image, and return its card when it is in the text."""
    give(page, picture())
    expect(text(page)).to_have_value(BARE)
    return item(page, "plot.png")


def publish(page: Page) -> None:
    page.locator("[data-publish-panel]").evaluate("(panel) => panel.open = true")
    page.get_by_role("button", name="Publish now").click()


# Describing


@pytest.mark.parametrize("gesture", ["Enter", "Done", "leaving"])
def test_description_is_written_where_the_image_stands(desk, gesture):
    text(desk).fill("Before. After.")
    put_caret(desk, 8)
    row = inserted(desk)
    alt(row).fill("A [plot]")
    if gesture == "Enter":
        alt(row).press("Enter")
    elif gesture == "Done":
        button(row, "Done").click()
    else:
        text(desk).focus()
    described = r"^Before\. !\[A \\\[plot\\\]\]\(/media/images/\d+/plot-\w+\.png\)After"
    expect(text(desk)).to_have_value(re.compile(described))
    expect(row).to_have_count(0)
    expect(text(desk)).to_be_focused()
    assert Upload.objects.get().alt == "A [plot]"
    assert desk.url.endswith("/add/")
    desk.keyboard.press("Control+z")
    expect(text(desk)).to_have_value(BARE)
    desk.keyboard.press("Control+z")
    expect(text(desk)).to_have_value("Before. After.")
    for _ in range(2):
        desk.keyboard.press("Control+Shift+z")
    expect(text(desk)).to_have_value(re.compile(described))


def test_image_between_paragraphs_becomes_a_figure_with_its_caption(desk):
    text(desk).fill("One.\n\nTwo.")
    put_caret(desk, 4)
    row = inserted(desk)
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
    row = inserted(desk)
    alt(row).fill("A plot")
    row.get_by_label("Caption").fill("Below")
    button(row, "Done").click()
    expect(text(desk)).to_have_value(
        re.compile(r"^One sentence\nof two lines\.\n\n!\[A plot\]\([^)]+\)\n\nTwo\.$")
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '<figure><img src="@" alt=""></figure>'),
        ("Words ", 'Words <img src="@" alt="">'),
    ],
)
def test_decorative_image_says_so_in_the_text(desk, before, after):
    text(desk).fill(before + ("end" if before else ""))
    put_caret(desk, len(before))
    row = inserted(desk)
    row.get_by_label("Decorative").check()
    expect(alt(row)).to_be_disabled()
    button(row, "Done").click()
    pattern = re.escape(after).replace("@", r"/media/images/\d+/plot-\w+\.png")
    expect(text(desk)).to_have_value(re.compile(f"^{pattern}(end)?$"))
    assert Upload.objects.get().is_decorative
    desk.get_by_role("button", name="Save draft").click()
    expect(desk.get_by_text("Saved as a draft.")).to_be_visible()
    expect(item(desk, "plot.png")).to_have_count(0)


def test_chosen_files_are_described_by_keyboard_alone(desk):
    files = [
        {"name": name, "mimeType": kind, "buffer": data}
        for name, kind, data in (picture("a.png"), picture("b.png", "L"))
    ]
    desk.get_by_label("Add images or files").set_input_files(files)
    expect(alt(item(desk, "a.png"))).to_be_focused()
    expect(text(desk)).to_have_value(re.compile("/b-"))
    desk.keyboard.type("First")
    desk.keyboard.press("Enter")
    expect(alt(item(desk, "b.png"))).to_be_focused()
    desk.keyboard.press("Tab")
    desk.keyboard.press("Space")
    expect(alt(item(desk, "b.png"))).to_be_disabled()
    desk.keyboard.press("Tab")
    expect(button(item(desk, "b.png"), "Done")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(text(desk)).to_have_value(
        re.compile(r"^!\[First\]\([^)]+a-[^)]+\)\n\n<figure><img src=\"[^\"]+/b-.*>$")
    )
    expect(text(desk)).to_be_focused()
    assert Upload.objects.get(name="b.png").is_decorative


def test_list_is_the_next_stop_after_the_text(desk):
    row = inserted(desk)
    text(desk).press("Tab")
    expect(alt(row)).to_be_focused()
    desk.keyboard.press("Escape")
    expect(text(desk)).to_be_focused()


def test_missing_words_are_asked_for(desk):
    row = inserted(desk)
    button(row, "Done").click()
    expect(row.get_by_role("alert")).to_contain_text("Describe what the image shows")
    expect(alt(row)).to_be_focused()
    expect(text(desk)).to_have_value(BARE)


def test_half_a_description_stays_when_the_next_file_arrives(desk):
    waiting = hold(desk)
    give(desk, picture("a.png"), picture("b.png", "L"))
    wait_for(desk, waiting, 1)
    waiting[0].continue_()
    wait_for(desk, waiting, 2)
    alt(item(desk, "a.png")).press_sequentially("Half ")
    waiting[1].continue_()
    expect(text(desk)).to_have_value(re.compile("/b-"))
    desk.keyboard.type("and half")
    expect(text(desk)).to_have_value(re.compile(r"^!\[\]\([^)]+/a-"))
    expect(alt(item(desk, "a.png"))).to_have_value("Half and half")


def test_what_was_described_by_hand_stays_and_is_asked_for_no_more(desk):
    row = inserted(desk)
    put_caret(desk, 2)
    desk.keyboard.type("By hand")
    expect(row).to_have_count(0)
    expect(text(desk)).to_have_value(re.compile(r"^!\[By hand\]\("))
    text(desk).fill(text(desk).input_value().replace("By hand", ""))
    expect(item(desk, "plot.png")).to_be_visible()


def test_what_was_changed_by_hand_is_left_alone(desk):
    row = inserted(desk)
    alt(row).fill("In the card")
    alt(row).evaluate(
        """(field) => {
          const area = document.querySelector("textarea");
          area.setRangeText("By hand", 2, 2);
        }"""
    )
    alt(row).press("Enter")
    expect(row).to_contain_text("it stays as you wrote it")
    expect(text(desk)).to_have_value(re.compile(r"^!\[By hand\]\("))
    assert Upload.objects.get().alt == "In the card"
    button(row, "Done").click()
    expect(row).to_have_count(0)


def test_image_that_stands_twice_is_described_once(desk):
    inserted(desk)
    give(desk, picture())
    expect(item(desk, "plot.png")).to_have_count(2)
    alt(item(desk, "plot.png").first).fill("A plot")
    alt(item(desk, "plot.png").first).press("Enter")
    expect(text(desk)).to_have_value(re.compile(r"^(!\[A plot\]\([^)]+\)\s*){2}$"))
    expect(item(desk, "plot.png")).to_have_count(0)


def test_image_that_was_described_before_is_inserted_so(desk):
    alt(inserted(desk)).fill("A plot")
    text(desk).focus()
    expect(text(desk)).to_have_value(re.compile("A plot"))
    text(desk).fill("")
    give(desk, picture("again.png"))
    expect(text(desk)).to_have_value(re.compile(r"^!\[A plot\]\([^)]+/plot-[^)]+\)$"))
    expect(desk.get_by_text("again.png is in the text.")).to_be_visible()
    expect(item(desk, "again.png")).to_have_count(0)


# Saving


def test_image_is_published_at_once_and_the_report_says_what_it_lacks(desk, site):
    inserted(desk)
    publish(desk)
    # Either it was seen in the panel, or the server shows it first.
    report = desk.locator("[data-report]")
    if not Post.objects.exists():
        expect(report).to_contain_text("has no alternative text")
        expect(item(desk, "plot.png")).to_be_visible()
        publish(desk)
    expect(desk.get_by_text("Published.")).to_be_visible()
    expect(alt(item(desk, "plot.png"))).to_be_visible()
    desk.goto(site + Post.objects.get().get_absolute_url())
    expect(desk.locator("article figure img")).to_be_visible()


def test_first_save_leaves_the_card_behind_and_it_still_describes(desk):
    inserted(desk)
    desk.get_by_role("button", name="Save draft").click()
    expect(desk.get_by_text("Saved as a draft.")).to_be_visible()
    assert BARE.fullmatch(Post.objects.get().body)
    expect(desk.get_by_text("1 image to describe.")).to_be_visible()
    alt(item(desk, "plot.png")).fill("A plot")
    desk.keyboard.press("Control+s")
    expect(desk.locator("[data-autosave-status]")).to_contain_text("Saved as a draft.")
    assert Post.objects.get().body.startswith("![A plot](")
    assert Upload.objects.get().alt == "A plot"
    expect(item(desk, "plot.png")).to_have_count(0)


def test_recovered_words_have_the_image_and_its_card(saved):
    inserted(saved)
    expect(saved.locator("[data-autosave-status]")).to_contain_text("Autosaved at")
    session = Autosave.objects.get().session
    saved.reload()
    saved.get_by_role("link", name="Resume").click()
    expect(text(saved)).to_have_value(BARE)
    assert str(session) in saved.url
    alt(item(saved, "plot.png")).fill("A plot")
    alt(item(saved, "plot.png")).press("Enter")
    expect(text(saved)).to_have_value(re.compile(r"^!\[A plot\]\(.*\n\nWords\.$"))


def test_cards_survive_a_save_in_place(saved):
    row = inserted(saved)
    row.get_by_label("Caption").fill("Below")
    for _ in range(2):  # words without a place in the text hold a save back once
        saved.keyboard.press("Control+s")
    expect(saved.locator("[data-autosave-status]")).to_contain_text("Saved as a draft.")
    expect(row.get_by_label("Caption")).to_have_value("Below")


@pytest.mark.parametrize("is_new", [True, False])
def test_save_waits_for_a_file_that_is_being_sent(page, site, is_new, request):
    desk = request.getfixturevalue("desk" if is_new else "saved")
    waiting = hold(desk)
    text(desk).fill("Words.")
    give(desk, picture())
    wait_for(desk, waiting, 1)
    desk.get_by_role("button", name="Save draft").click()
    note = desk.get_by_text("It will be saved when plot.png is in the text.")
    expect(note).to_be_in_viewport()
    waiting[0].continue_()
    expect(desk.get_by_text("Saved as a draft.")).to_be_visible()
    assert BARE.search(Post.objects.get().body)
    expect(item(desk, "plot.png")).to_be_visible()


def test_save_goes_on_without_a_file_that_was_removed(desk):
    waiting = hold(desk)
    text(desk).fill("Words.")
    give(desk, picture())
    wait_for(desk, waiting, 1)
    desk.get_by_role("button", name="Save draft").click()
    button(item(desk, "plot.png"), "Remove").click()
    expect(desk.get_by_text("Saved as a draft.")).to_be_visible()
    assert Post.objects.get().body == "Words."


def test_failed_file_stops_a_save_once_and_says_how_to_go_on(desk):
    desk.route(UPLOADS, lambda route: route.abort())
    text(desk).fill("Words.")
    give(desk, picture())
    row = item(desk, "plot.png")
    expect(row.get_by_role("alert")).to_have_text("The server does not answer.")
    forgive(desk, "markdown/upload")
    desk.get_by_role("button", name="Save draft").click()
    note = desk.get_by_text("Not saved, because of plot.png")
    expect(note).to_contain_text("press the same button again")
    expect(button(row, "Try again")).to_be_focused()
    desk.get_by_role("button", name="Save draft").click()
    expect(desk.get_by_text("Saved as a draft.")).to_be_visible()
    assert Post.objects.get().body == "Words."


def test_description_that_cannot_be_stored_stops_a_save_once(saved):
    row = inserted(saved)
    alt(row).fill("A plot")
    saved.route("**/describe/", lambda route: route.abort())
    for _ in range(2):
        saved.keyboard.press("Control+s")
        expect(row.get_by_role("alert")).to_have_text("The server does not answer.")
    expect(saved.locator("[data-autosave-status]")).to_contain_text("Saved as a draft.")
    expect(alt(row)).to_have_value("A plot")
    forgive(saved, "describe")
    saved.unroute("**/describe/")
    button(row, "Done").click()
    expect(text(saved)).to_have_value(re.compile(r"!\[A plot\]\("))
