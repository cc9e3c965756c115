"""Draft links: who has one may read the draft, until it ends; nobody else ever."""

from datetime import timedelta

import pytest
from django.utils import timezone

from posts.models import DraftLink
from tests.support.factories import PAST, in_future, make_page, make_post

pytestmark = pytest.mark.django_db


def make_link(**belongs) -> str:
    return f"/drafts/{DraftLink.objects.create(**belongs).token}/"


@pytest.mark.parametrize("date", [None, in_future()])
def test_link_shows_the_text_as_it_was_saved_last(reader, date):
    post = make_post(published_at=date, body="First *words*.")
    address = make_link(post=post)
    post.body = "Second *words*."
    post.save()
    response = reader.get(address)
    assert "Second <em>words</em>." in response.content.decode()
    assert 'class="banner"' in response.content.decode()
    assert "/admin/" not in response.content.decode()


def test_page_can_be_shared_too(reader):
    address = make_link(page=make_page(published_at=None, body="Who *writes*."))
    assert "Who <em>writes</em>." in reader.get(address).content.decode()


def test_answer_is_neither_cached_nor_indexed(reader):
    address = make_link(post=make_post(published_at=None))
    for response in (reader.get(address), reader.head(address)):
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
        assert "private" in response["Cache-Control"]
        assert "noindex" in response["X-Robots-Tag"]
        assert response["Referrer-Policy"] == "no-referrer"
        assert "ETag" not in response
        assert "Last-Modified" not in response
        assert not response.cookies
    late = {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    again = reader.get(address, headers=late)
    assert again.status_code == 200


def test_link_leads_to_the_public_page_once_there_is_one(reader):
    post = make_post(published_at=None, slug="essay")
    address = make_link(post=post)
    post.published_at = PAST
    post.save()
    response = reader.get(address)
    assert (response.status_code, response["Location"]) == (302, "/posts/essay/")
    assert "no-store" in response["Cache-Control"]


def test_expired_revoked_and_guessed_links_are_alike(reader):
    post = make_post(published_at=None)
    past = timezone.now() - timedelta(seconds=1)
    expired = make_link(post=post, expires=past)
    revoked = make_link(post=post)
    DraftLink.objects.filter(expires__gt=timezone.now()).delete()
    answers = [reader.get(path) for path in (expired, revoked, "/drafts/guessed/")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert len({len(answer.content) for answer in answers}) <= 2
    assert all(post.title not in answer.content.decode() for answer in answers)


def test_link_to_a_trashed_text_leads_nowhere(reader):
    post = make_post(published_at=None, trashed_at=timezone.now())
    assert reader.get(make_link(post=post)).status_code == 404


def test_links_are_random_and_listed_nowhere(reader):
    post = make_post(published_at=None)
    links = [DraftLink.objects.create(post=post) for _ in range(50)]
    assert len({link.token[:8] for link in links}) == 50
    assert min(len(link.token) for link in links) >= 43
    for path in ("/", "/sitemap.xml", "/robots.txt", "/atom.xml", "/archive/"):
        assert "drafts/" not in reader.get(path).content.decode()


def test_editor_makes_and_revokes_a_link(editor, reader):
    post = make_post(published_at=None)
    draft_links = f"/admin/markdown/draft_link/?model=post&object={post.pk}"
    desk = editor.post(draft_links, follow=True)
    link = DraftLink.objects.get()
    assert link.address in desk.content.decode()
    assert link.by.username == "editor"
    assert timedelta(days=13) < link.expires - timezone.now() <= timedelta(days=14)
    assert reader.get(f"/drafts/{link.token}/").status_code == 200
    editor.post(draft_links, {"revoke": link.token})
    assert reader.get(f"/drafts/{link.token}/").status_code == 404


def test_public_text_gets_no_link(editor):
    post = make_post()
    answer = editor.post(
        f"/admin/markdown/draft_link/?model=post&object={post.pk}", follow=True
    )
    assert "Only drafts and scheduled texts" in answer.content.decode()
    assert not DraftLink.objects.exists()


def test_link_of_another_text_cannot_be_revoked(editor):
    post, other = make_post(published_at=None), make_post(published_at=None)
    link = DraftLink.objects.create(post=other)
    draft_links = f"/admin/markdown/draft_link/?model=post&object={post.pk}"
    editor.post(draft_links, {"revoke": link.token})
    assert DraftLink.objects.filter(pk=link.pk).exists()
