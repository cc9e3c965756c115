"""Public versions: what was published or announced is frozen, and never changes."""

from datetime import timedelta

import pytest
from django.db.models import RestrictedError
from django.utils import timezone

from posts.models import Post, PublicVersion, Revision
from posts.models.rerendering import rerender
from tests.support.factories import PAST, in_future, make_page, make_post
from tests.support.saving import save, stored, versions

pytestmark = pytest.mark.django_db


def test_publishing_freezes_what_readers_get():
    post = make_post(published_at=None, authors=("Ada",), body="# One\n\nText.")
    post = save(post, "published", published_at=PAST, note="First.")
    [version] = versions(post)
    assert (version.number, version.at, version.note) == (1, PAST, "First.")
    assert version.body_html == post.body_html
    assert version.title_html == post.title_html
    assert version.summary_html == post.summary_html
    assert version.contents == post.contents
    assert version.authors == ["Ada"]
    assert version.renderer == post.fingerprint
    assert version.release


def test_correction_is_no_version_and_an_announced_revision_is():
    post = save(make_post(published_at=None), "published", published_at=PAST)
    post = save(post, "corrected", body="Corrected.")
    assert len(versions(post)) == 1
    now = timezone.now()
    post = save(post, "revised", body="Revised.", revised_at=now, note="New proof.")
    first, second = versions(post)
    assert "Revised." not in first.body_html
    assert "Revised." in second.body_html
    assert (second.number, second.at, second.note) == (2, now, "New proof.")
    post = save(post, "revised", body="Revised again.", revised_at=now)
    assert [version.number for version in versions(post)] == [1, 2, 3]


def test_text_from_before_the_history_starts_with_what_readers_had():
    post = make_post(body="As it was.")
    post = save(post, "revised", body="New.", revised_at=timezone.now())
    first, second = versions(post)
    assert "As it was." in first.body_html
    assert first.at == PAST
    assert "New." in second.body_html


def test_version_never_changes():
    post = save(make_post(published_at=None), "published", published_at=PAST)
    [version] = versions(post)
    version.note = "Other."
    with pytest.raises(TypeError, match="never changes"):
        version.save()
    with pytest.raises(TypeError, match="never changes"):
        version.delete()
    with pytest.raises(TypeError, match="never changes"):
        PublicVersion.objects.update(note="Other.")
    Post.objects.filter(pk=post.pk).update(fingerprint="stale", body_html="old")
    html = version.body_html
    assert rerender(stored(post))
    [same] = versions(post)
    assert (same.body_html, same.note, same.renderer) == (html, "", version.renderer)


def test_version_of_a_scheduled_text_follows_until_its_date():
    post = make_post(published_at=None)
    post = save(post, "scheduled", published_at=in_future(), body="One.")
    post = save(post, "scheduled", body="Two.")
    later = in_future() + timedelta(days=1)
    post = save(post, "scheduled", body="Three.", published_at=later)
    [version] = versions(post)
    assert (version.number, version.at) == (1, later)
    assert "Three." in version.body_html
    assert version.is_upcoming


def test_version_of_a_text_that_came_due_stays(time_machine):
    post = make_post(published_at=None)
    due = timezone.now() + timedelta(hours=1)
    post = save(post, "scheduled", published_at=due, body="One.")
    time_machine.move_to(due + timedelta(minutes=1))
    post = save(post, "corrected", body="Two.")
    [version] = versions(post)
    assert "One." in version.body_html
    assert not version.is_upcoming


def test_version_that_never_appeared_is_withdrawn():
    post = make_post(published_at=None)
    post = save(post, "scheduled", published_at=in_future())
    post = save(post, "unpublished", published_at=None)
    assert versions(post) == []
    post = save(post, "published", published_at=timezone.now())
    assert [version.number for version in versions(post)] == [1]


def test_publishing_again_is_a_new_version():
    post = save(make_post(published_at=None), "published", published_at=PAST)
    post = save(post, "unpublished", published_at=None)
    before = timezone.now()
    post = save(post, "published", published_at=PAST, body="Again.")
    first, second = versions(post)
    assert first.at == PAST
    assert second.at >= before


def test_page_has_versions_too():
    page = save(make_page(published_at=None), "published", published_at=PAST)
    [version] = versions(page)
    assert (version.title_text, version.authors) == ("About", [])


def test_revision_with_a_version_goes_only_with_its_text():
    post = save(make_post(published_at=None), "published", published_at=PAST)
    with pytest.raises(RestrictedError):
        Revision.objects.of(post).delete()
    post.delete()
    assert not Revision.objects.exists()
    assert not PublicVersion.objects.exists()
