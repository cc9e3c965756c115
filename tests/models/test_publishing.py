"""Publishing by code: each action changes the dates, and is noted in the history."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from posts.models import Post, PublicVersion, Revision
from posts.models.publishing import (
    Edit,
    correct,
    publish,
    restore,
    revise,
    save_draft,
    schedule,
    trash,
    unpublish,
)
from tests.support.factories import in_future, make_post
from tests.support.saving import stored

pytestmark = pytest.mark.django_db


def actions(post) -> list[str]:
    """Return what the history says was done, the oldest first."""
    return list(Revision.objects.of(post).values_list("action", flat=True))[::-1]


def test_text_goes_through_every_state_and_its_history_says_so(editor_user):
    post = make_post(published_at=None)
    when = in_future()
    assert schedule(post, by=editor_user, date=when).by == editor_user
    assert stored(post).published_at == when
    publish(post, by=editor_user)
    published_at = stored(post).published_at
    assert timedelta() <= timezone.now() - published_at < timedelta(minutes=1)
    correct(post, by=None, date=published_at)
    revise(post, by=None, date=published_at, edit=Edit(note="Two proofs more."))
    assert stored(post).revised_at >= published_at
    trash(post, by=None)
    assert stored(post).state == "trashed"
    restore(post, by=None)
    assert stored(post).published_at == published_at
    unpublish(post, by=None)
    assert stored(post).is_draft
    save_draft(post, by=None)
    assert actions(post) == [
        *("found", "scheduled", "published", "corrected", "revised"),
        *("trashed", "recovered", "unpublished", "saved"),
    ]
    notes = PublicVersion.objects.of(post).values_list("note", flat=True)
    assert "Two proofs more." in notes


def test_what_was_public_is_published_again_with_its_date():
    post = make_post()
    date = post.published_at
    unpublish(post, by=None)
    publish(post, by=None)
    assert stored(post).published_at == date


def test_new_text_is_stored_and_published_at_once(editor_user):
    post = Post(title="From elsewhere", body="Words.")
    revision = publish(post, by=editor_user, date=timezone.now() - timedelta(days=400))
    assert stored(post).is_published
    assert revision.number == 1
    assert PublicVersion.objects.of(post).get().at == stored(post).published_at


def test_what_is_stored_along_is_in_the_same_revision():
    post = make_post(title="Before")

    def store():
        post.title = "After"
        post.save()
        post.tags.set(["new"])

    correct(post, by=None, date=post.published_at, edit=Edit(store=store))
    newest = Revision.objects.of(post).first()
    assert (newest.state["title"], newest.state["tags"]) == ("After", ["new"])
    assert actions(post) == ["found", "corrected"]


@pytest.mark.parametrize(
    ("act", "date"),
    [
        (publish, in_future()),
        (schedule, None),
        (schedule, timezone.now() - timedelta(days=1)),
        (correct, None),
        (revise, in_future()),
        (save_draft, in_future()),
    ],
)
def test_date_that_contradicts_the_action_changes_nothing(act, date):
    post = make_post(published_at=None)
    with pytest.raises(ValidationError) as refused:
        act(post, by=None, date=date)
    assert "published_at" in refused.value.message_dict
    assert stored(post).is_draft
    assert not Revision.objects.of(post).exists()
