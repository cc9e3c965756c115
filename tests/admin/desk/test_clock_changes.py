"""Dates in the hour that the clocks repeat in autumn, or leave out in spring."""

import json
from datetime import UTC, datetime

import pytest

from posts.models import Autosave, Post, SiteSettings
from tests.support.desk_form import (
    NO_DATE,
    autosave,
    desk_of,
    open_desk,
    press,
    read,
    write,
)
from tests.support.factories import PAST, make_post

pytestmark = pytest.mark.django_db

# Half past two in Berlin, twice: at 3:00 in summer time it was 2:00 again.
FIRST = datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
SECOND = datetime(2025, 10, 26, 1, 30, tzinfo=UTC)
TWICE, NEVER = "2025-10-26T02:30:00", "2025-03-30T02:30"


@pytest.fixture(autouse=True)
def _berlin(db):
    SiteSettings.objects.update_or_create(pk=1, defaults={"time_zone": "Europe/Berlin"})


def date_of(post: Post) -> datetime | None:
    return Post.objects.get(pk=post.pk).published_at


@pytest.mark.parametrize("date", [FIRST, SECOND])
@pytest.mark.parametrize("fraction", [{}, {"second": 7, "microsecond": 123456}])
def test_text_of_the_repeated_hour_is_saved_with_its_date(editor, date, fraction):
    date = date.replace(**fraction)
    post = make_post(published_at=date)
    page = write(editor, desk_of(post), body="A typo fixed.").content.decode()
    assert "Saved as a correction." in page
    assert date_of(post) == date


def test_browser_that_leaves_out_the_seconds_changes_no_date(editor):
    post = make_post(published_at=SECOND)
    write(editor, desk_of(post), published_at=TWICE.removesuffix(":00"))
    assert date_of(post) == SECOND


def test_date_of_the_repeated_hour_that_is_new_is_the_first(editor):
    post = make_post()
    write(editor, desk_of(post), published_at=TWICE)
    assert date_of(post) == FIRST


def test_other_minute_of_the_repeated_hour_is_the_first(editor):
    post = make_post(published_at=SECOND)
    write(editor, desk_of(post), published_at=TWICE.replace("30", "40"))
    assert date_of(post) == FIRST.replace(minute=40)


def test_time_that_the_clocks_leave_out_is_refused_with_a_sentence(editor):
    post = make_post()
    form = {"published_at": NEVER, "body": "New words."}
    page = write(editor, desk_of(post), **form).content.decode()
    assert "There is no 02:30 on 30 March 2025, because the clocks go forward." in page
    assert read(page)["body"] == "New words."
    assert date_of(post) == PAST


def test_day_that_begins_at_one_begins_then(editor):
    SiteSettings.objects.update(time_zone="Asia/Beirut")  # 0:00 was 1:00
    post = make_post()
    day = NO_DATE | {"published_at": "2024-03-31"}
    write(editor, desk_of(post), **day)
    assert date_of(post) == datetime(2024, 3, 30, 22, tzinfo=UTC)


def test_preview_shows_the_repeated_hour(editor):
    post = make_post()
    form = open_desk(editor, desk_of(post)) | {"published_at": TWICE}
    address = f"/admin/markdown/preview/?model=post&object={post.pk}"
    page = json.loads(editor.post(address, form).content)["page"]
    assert f'datetime="{TWICE}' in page


def test_autosave_that_differs_in_nothing_is_not_shown_for_recovery(editor):
    post = make_post(published_at=SECOND)
    form = open_desk(editor, desk_of(post))
    assert autosave(editor, post, **form) == "stored"
    open_desk(editor, desk_of(post))
    assert not Autosave.objects.exists()


def test_merging_leaves_the_date_alone(editor, other):
    post = make_post(published_at=SECOND, body="One.")
    mine = open_desk(editor, desk_of(post)) | {"body": "One mine."}
    write(other, desk_of(post), title="Theirs")
    shown = read(press(editor, desk_of(post), mine).content.decode())
    merged = press(editor, desk_of(post), shown, "merge").content.decode()
    press(editor, desk_of(post), read(merged))
    post.refresh_from_db()
    assert (post.title, post.body, post.published_at) == ("Theirs", "One mine.", SECOND)


def test_merging_takes_over_the_date_of_the_other(editor, other):
    post = make_post(published_at=PAST, body="One.")
    mine = open_desk(editor, desk_of(post)) | {"body": "One mine."}
    write(other, desk_of(post), published_at=TWICE)
    Post.objects.update(published_at=SECOND)
    shown = read(press(editor, desk_of(post), mine).content.decode())
    merged = press(editor, desk_of(post), shown, "merge").content.decode()
    press(editor, desk_of(post), read(merged))
    assert date_of(post) == SECOND


@pytest.mark.parametrize("date", ["0001-01-01T00:00", "0999-12-31T00:00"])
def test_year_that_is_surely_mistyped_stops_nothing_but_saving(editor, date):
    post = make_post()
    form = open_desk(editor, desk_of(post)) | {"published_at": date, "body": "New."}
    address = f"/admin/markdown/preview/?model=post&object={post.pk}"
    assert "New." in json.loads(editor.post(address, form).content)["page"]
    write(editor, desk_of(post), body="Meanwhile.")
    page = press(editor, desk_of(post), form).content.decode()
    assert "Is it mistyped?" in page
    form = read(page)
    assert f"{form['published_at']}T{form['published_at_time']}" == date
    assert date_of(post) == PAST
