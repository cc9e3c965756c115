"""The demo fills an empty site once, and never touches anybody's own words."""

from contextlib import closing

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command

from posts.demo import loader
from posts.demo.loader import load_demo
from posts.models import Author, Page, Post, SiteSettings, Tag, Upload
from tests.support.factories import make_page, make_post

pytestmark = pytest.mark.django_db

TITLES = [
    "Speculative inferences about path dependence in LLM supervised fine-tuning from"
    " results on linear mode connectivity and model souping",
    "Generalisation in Reinforcement Learning",
    "How can Interpretability Help Alignment?",
    "What is Interpretability?",
]


def snapshot():
    models = (Post, Page, Author, Tag, Upload, SiteSettings)
    return [list(model.objects.order_by("pk").values()) for model in models]


@pytest.fixture
def demo(db):
    assert load_demo()


@pytest.mark.usefixtures("demo")
def test_front_page_lists_the_four_essays_newest_first(reader):
    shown = [post.title for post in reader.get("/").context["post_list"]]
    assert shown == TITLES


@pytest.mark.usefixtures("demo")
def test_every_text_is_sound_and_public(reader):
    for text in [*Post.objects.all(), *Page.objects.all()]:
        assert text.problems == []
        assert reader.get(text.get_absolute_url()).status_code == 200


@pytest.mark.usefixtures("demo")
def test_about_page_stands_in_the_navigation(reader):
    assert '<a href="/about/">About</a>' in reader.get("/").text


@pytest.mark.usefixtures("demo")
def test_figure_is_shown_and_described(reader):
    image = Upload.objects.get()
    essay = Post.objects.get(title=TITLES[0])
    assert image.address in essay.body
    assert image.alt in essay.body
    with closing(reader.get(image.address)) as answer:
        assert answer.headers["Content-Type"] == "image/png"


@pytest.mark.usefixtures("demo")
def test_site_keeps_its_own_title():
    assert SiteSettings.load().title == "Posts"


@pytest.mark.usefixtures("demo")
def test_loading_again_changes_nothing():
    before = snapshot()
    assert not load_demo()
    assert snapshot() == before
    assert default_storage.listdir("demo") == ([], ["linear-paths.png"])


@pytest.mark.usefixtures("demo")
def test_edited_and_deleted_essays_stay_as_they_are():
    Post.objects.get(title=TITLES[1]).delete()
    essay = Post.objects.get(title=TITLES[2])
    essay.body = "My own words."
    essay.save()
    before = snapshot()
    assert not load_demo()
    assert snapshot() == before


@pytest.mark.parametrize("make", [make_post, make_page])
def test_site_with_a_text_gets_no_demo(make):
    make(published_at=None)
    before = snapshot()
    assert not load_demo()
    assert snapshot() == before


def test_half_a_demo_is_none(monkeypatch):
    def fail(text):
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(loader, "_load_text", fail)
        with pytest.raises(OSError, match="disk full"):
            load_demo()
    assert not Upload.objects.exists()
    assert load_demo()
    assert default_storage.listdir("demo") == ([], ["linear-paths.png"])


def test_command_says_what_it_did(capsys):
    call_command("load_demo")
    call_command("load_demo")
    first, second = capsys.readouterr().out.splitlines()
    assert "four posts and a page" in first
    assert "nothing was changed" in second
