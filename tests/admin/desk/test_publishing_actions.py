"""Publishing is deliberate: what each button does, says, and refuses."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from posts.models import Post, PublicVersion, Revision, SiteSettings
from posts.models.history.revision import former_date
from posts.models.publishing import restore, trash
from tests.support.desk_form import (
    ADD,
    NO_DATE,
    autosave,
    desk_of,
    open_desk,
    press,
    read,
    write,
)
from tests.support.factories import PAST, in_future, make_page, make_post

pytestmark = pytest.mark.django_db

WHOLE = {"title": "Whole", "summary": "A summary.", "body": "Some words."}


def typed(date: datetime) -> str:
    return f"{date:%Y-%m-%dT%H:%M:%S}"


def buttons(client, path) -> list[str]:
    page = client.get(path).content.decode()
    names = ("save", "publish", "schedule", "revise", "unpublish")
    return [name for name in names if f'name="_{name}"' in page]


def test_each_state_has_its_buttons(editor):
    draft = make_post(published_at=None)
    scheduled = make_post(published_at=in_future())
    published = make_post()
    assert buttons(editor, ADD) == ["save", "publish", "schedule"]
    assert buttons(editor, desk_of(draft)) == ["save", "publish", "schedule"]
    assert buttons(editor, desk_of(scheduled)) == ["save", "publish", "unpublish"]
    assert buttons(editor, desk_of(published)) == ["save", "revise", "unpublish"]


def test_buttons_say_what_subscribers_notice(editor):
    draft = editor.get(ADD).content.decode()
    assert "Nobody is notified." in draft
    assert "subscribers get it once" in draft
    published = editor.get(desk_of(make_post())).content.decode()
    assert "nothing is announced again" in published
    assert "Subscribers may still have their own copies" in published
    page = editor.get(desk_of(make_page())).content.decode()
    assert "ubscribers" not in page


def test_draft_stays_a_draft(editor, reader):
    response = write(editor, ADD, **WHOLE)
    post = Post.objects.get()
    assert post.is_draft
    assert "Saved as a draft." in response.content.decode()
    assert response.redirect_chain == [(desk_of(post), 302)]
    assert reader.get(post.get_absolute_url()).status_code == 404


def test_publishing_now(editor, reader):
    response = write(editor, ADD, button="publish", **WHOLE)
    post = Post.objects.get()
    assert abs(post.published_at - timezone.now()) < timedelta(seconds=20)
    assert reader.get(post.get_absolute_url()).status_code == 200
    page = response.content.decode()
    assert "Published." in page
    assert f'<a href="{post.get_absolute_url()}">See it on the site</a>' in page


def test_publishing_with_an_earlier_date(editor):
    write(editor, ADD, button="publish", published_at=typed(PAST), **WHOLE)
    assert Post.objects.get().published_at == PAST


def test_scheduling(editor, reader):
    date = in_future().replace(microsecond=0)
    write(editor, ADD, button="schedule", published_at=typed(date), **WHOLE)
    post = Post.objects.get()
    assert post.published_at == date
    assert reader.get(post.get_absolute_url()).status_code == 404
    later = date + timedelta(days=1)
    write(editor, desk_of(post), published_at=typed(later))
    post.refresh_from_db()
    assert post.published_at == later
    write(editor, desk_of(post), button="publish")
    post.refresh_from_db()
    assert post.is_published


def test_scheduling_says_for_when(editor):
    SiteSettings.objects.update_or_create(defaults={"time_zone": "Europe/Berlin"})
    date = "2040-11-24T09:00:00"
    response = write(editor, ADD, button="schedule", published_at=date, **WHOLE)
    page = response.content.decode()
    assert "Scheduled for 24 November 2040, 09:00 CET." in page
    assert "It appears on 24 November 2040, 09:00 CET, or on another date" in page
    later = write(editor, desk_of(Post.objects.get()), body="More words.")
    assert "Scheduled for 24 November 2040, 09:00 CET." in later.content.decode()


@pytest.mark.parametrize(
    ("before", "button", "given", "sentence"),
    [
        (None, "save", PAST, "A draft has no date."),
        (None, "publish", in_future(), "This date is in the future"),
        (None, "schedule", None, "Choose the date on which"),
        (None, "schedule", PAST, "This date has passed."),
        (in_future(), "save", None, "Choose the date on which"),
        (in_future(), "save", PAST, "This date has passed."),
        (PAST, "save", None, "To withdraw it, choose “Unpublish”."),
        (PAST, "save", in_future(), "the text is public"),
        (PAST, "revise", in_future(), "the text is public"),
    ],
)
def test_date_that_contradicts_the_button(editor, before, button, given, sentence):
    post = make_post(published_at=before)
    fields = {"published_at": typed(given)} if given else NO_DATE
    fields = fields | {"note": "A note."}
    response = write(editor, desk_of(post), button=button, body="New words.", **fields)
    page = response.content.decode()
    assert sentence in page
    assert read(page)["body"] == "New words."
    post.refresh_from_db()
    assert (post.published_at, post.body) == (before, make_post().body)


def test_correction_announces_nothing(editor):
    post = make_post()
    write(editor, desk_of(post), body="Corrected.")
    post.refresh_from_db()
    assert post.body == "Corrected."
    assert (post.published_at, post.revised_at, post.updated_at) == (PAST, None, PAST)
    versions = PublicVersion.objects.of(post)
    assert [version.number for version in versions] == [1]
    assert "first" in versions[0].body_html


def test_revision_is_announced_with_its_note(editor):
    post = make_post()
    write(editor, desk_of(post), button="revise", body="Revised.", note="Sign fixed.")
    post.refresh_from_db()
    assert abs(post.revised_at - timezone.now()) < timedelta(seconds=20)
    assert post.updated_at == post.revised_at
    second, first = PublicVersion.objects.of(post)
    assert (second.number, second.note) == (2, "Sign fixed.")
    assert "Revised." in second.body_html
    assert "first" in first.body_html


def test_revision_without_a_note_is_refused(editor):
    post = make_post()
    response = write(editor, desk_of(post), button="revise", body="Revised.")
    assert "Say what was changed, in a sentence or two." in response.content.decode()
    assert read(response.content.decode())["body"] == "Revised."
    post.refresh_from_db()
    assert post.revised_at is None


def test_unpublishing(editor, reader):
    post = make_post()
    write(editor, desk_of(post), button="unpublish")
    post.refresh_from_db()
    assert post.is_draft
    assert reader.get(post.get_absolute_url()).status_code == 410


def unpublished(client, make=make_post, **fields):
    """Return a text that was public, and is a draft now."""
    text = make(**fields)
    write(client, desk_of(text), button="unpublish")
    text.refresh_from_db()
    assert text.is_draft
    return text


def test_what_was_public_is_published_again_with_its_date(editor, reader):
    date = datetime(2022, 4, 4, 7, 30, 0, 123456, tzinfo=UTC)
    post = unpublished(editor, published_at=date)
    make_post(title="Newer")
    page = editor.get(desk_of(post)).content.decode()
    form = read(page)
    shown = (form["published_at"], form["published_at_time"])
    assert shown == ("2022-04-04", "07:30")
    assert "dated 4 April 2022, 07:30 UTC as before" in page
    assert "subscribers are not notified again" in page
    assert "subscribers get it once" not in page
    write(editor, desk_of(post), button="publish")
    post.refresh_from_db()
    assert post.published_at == date
    feed = reader.get("/rss.xml").content.decode()
    assert post.identifier in re.findall(r"<guid.*?</guid>", feed)[1]


def test_date_proposed_is_no_change_to_a_draft(editor):
    post = unpublished(editor)
    version = open_desk(editor, desk_of(post))["base_digest"]
    response = write(editor, desk_of(post))
    assert "Saved as a draft." in response.content.decode()
    post.refresh_from_db()
    assert post.is_draft
    form = open_desk(editor, desk_of(post)) | {"sequence": "1"}
    assert form["base_digest"] == version
    assert Revision.objects.of(post).first().summary == ""
    autosave(editor, post, **form)
    page = editor.get(desk_of(post)).content.decode()
    assert "desk-recovery" not in page
    form = read(page)
    assert f"{form['published_at']}T{form['published_at_time']}:00" == typed(PAST)


def test_date_proposed_can_be_changed(editor):
    emptied, other, scheduled = (unpublished(editor, title=title) for title in "abc")
    write(editor, desk_of(emptied), button="publish", **NO_DATE)
    date = PAST - timedelta(days=3)
    write(editor, desk_of(other), button="publish", published_at=typed(date))
    refused = write(editor, desk_of(scheduled), button="schedule")
    assert "This date has passed." in refused.content.decode()
    later = in_future().replace(microsecond=0)
    write(editor, desk_of(scheduled), button="schedule", published_at=typed(later))
    dates = dict(Post.objects.values_list("title", "published_at"))
    assert timezone.now() - dates["a"] < timedelta(minutes=5)
    assert (dates["b"], dates["c"]) == (date, later)


def test_what_was_only_scheduled_has_no_former_date(editor):
    date = in_future()
    post = unpublished(editor, published_at=date)
    with time_machine.travel(date + timedelta(days=9)):
        assert former_date(post) is None
    assert not open_desk(editor, desk_of(post)).get("published_at")


def test_page_that_was_public_is_published_with_its_date_too(editor):
    page = unpublished(editor, make_page)
    trash(page, by=None)
    restore(page, by=None)
    assert "ubscribers" not in editor.get(desk_of(page)).content.decode()
    write(editor, desk_of(page), button="publish")
    page.refresh_from_db()
    assert page.published_at == PAST


def test_report_is_shown_before_publishing(editor):
    post = make_post(published_at=None, summary="")
    form = open_desk(editor, desk_of(post)) | {"report": "another"}
    response = press(editor, desk_of(post), form, "publish")
    assert "See the report first" in response.content.decode()
    post.refresh_from_db()
    assert post.is_draft
    form = read(response.content.decode())
    press(editor, desk_of(post), form, "publish")
    post.refresh_from_db()
    assert post.is_published


def test_report_need_not_be_seen_for_a_draft(editor):
    post = make_post(published_at=None)
    form = open_desk(editor, desk_of(post)) | {"body": "A [link](#nowhere)."}
    press(editor, desk_of(post), form)
    post.refresh_from_db()
    assert post.body == "A [link](#nowhere)."


@pytest.mark.parametrize("button", ["publish", "schedule"])
def test_what_would_break_the_page_is_not_published(editor, button):
    post = make_post(published_at=None)
    date = typed(in_future()) if button == "schedule" else ""
    response = write(editor, desk_of(post), button=button, body="", published_at=date)
    assert "Something would break the page" in response.content.decode()
    post.refresh_from_db()
    assert post.is_draft


def test_draft_may_be_broken(editor):
    post = make_post(published_at=None)
    write(editor, desk_of(post), body="")
    post.refresh_from_db()
    assert post.body == ""


def test_saving_what_has_not_changed_moves_no_date(editor):
    date = PAST.replace(microsecond=123456)
    post = make_post(published_at=date)
    write(editor, desk_of(post))
    post.refresh_from_db()
    assert post.published_at == date


def test_saves_stand_in_the_history(editor):
    write(editor, ADD, **WHOLE)
    post = Post.objects.get()
    write(editor, desk_of(post), body="More words.")
    write(editor, desk_of(post), button="publish")
    rows = Revision.objects.of(post)
    assert [row.action for row in rows] == ["published", "saved", "saved"]
    assert {row.by_name for row in rows} == {"editor"}


def test_authors_sign_in_the_order_of_their_lines(editor):
    make_post(authors=("Ada Lovelace", "Martin Luther King, Jr."))
    names = "Martin Luther King, Jr.\n\nAda Lovelace\nNew Name\nAda Lovelace"
    write(editor, ADD, byline=names, **WHOLE)
    post = Post.objects.get(title="Whole")
    found = [author.name for author in post.authors_in_order]
    assert found == ["Martin Luther King, Jr.", "Ada Lovelace", "New Name"]
    write(editor, desk_of(post), byline="New Name\nAda Lovelace")
    found = [author.name for author in Post.objects.get(pk=post.pk).authors_in_order]
    assert found == ["New Name", "Ada Lovelace"]


def test_new_authors_whose_addresses_would_be_the_same(editor):
    write(editor, ADD, title="T", body="W.", byline="Jo x\nJo-x")
    names = [author.name for author in Post.objects.get().authors_in_order]
    assert names == ["Jo x", "Jo-x"]


# A day, and a time if it matters


def test_day_alone_is_its_beginning_on_the_sites_clock(editor):
    SiteSettings.objects.update_or_create(defaults={"time_zone": "Europe/Berlin"})
    day = NO_DATE | {"published_at": "2019-05-06"}
    write(editor, ADD, button="publish", **day, **WHOLE)
    assert Post.objects.get().published_at == datetime(2019, 5, 5, 22, tzinfo=UTC)


def test_day_alone_keeps_the_time_that_the_text_had(editor):
    date = PAST.replace(hour=13, minute=5, second=7, microsecond=9)
    post = make_post(published_at=date)
    day = NO_DATE | {"published_at": f"{date:%Y-%m-%d}"}
    write(editor, desk_of(post), **day, body="A comma.")
    post.refresh_from_db()
    assert (post.published_at, post.body) == (date, "A comma.")


def test_time_without_a_day_is_refused_with_every_word(editor):
    time = NO_DATE | {"published_at_time": "09:30"}
    page = write(editor, ADD, button="publish", **time, **WHOLE).text
    assert "There is a time, but no day." in page
    assert read(page)["published_at_time"] == "09:30"
    assert read(page)["body"] == WHOLE["body"]
    assert not Post.objects.exists()
