"""The report on images and other uploads: there, from here, and not too heavy."""

import pytest
from django.db import connection

from tests.support.report_texts import draft, found, gif, rules, store

pytestmark = pytest.mark.django_db


def test_missing_alternative_text_is_found_and_may_be_refused():
    image = store("images/a.png")
    assert rules(draft(f"![]({image})")) == ["alt-missing"]
    assert rules(draft(f'<img src="{image}" alt="">')) == []


def test_images_of_other_hosts_are_never_asked_for(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    body = "![a](https://example.org/a.png)\n![b](b.png)\n[c](https://example.org/)"
    article = draft(body)
    if connection.vendor != "sqlite":
        connection.ensure_connection()
    [(rule, line, message), second] = found(article)
    assert (rule, line) == ("foreign-media", 1)
    assert "comes from example.org" in message
    assert second[:2] == ("foreign-media", 2)


def test_own_images_may_be_written_with_the_host(settings):
    settings.BASE_URL = "https://essays.example"
    image = store("images/a.png")
    assert rules(draft(f"![a](https://essays.example{image})")) == []


@pytest.mark.parametrize(
    "address",
    ["/media/none.png", "/media/../a.png", "/media/", "/media/%00", "/assets/a.png"],
)
def test_images_that_are_not_there_are_found(address):
    [(rule, _, message)] = found(draft(f"a\n\n![b]({address})"))
    assert rule == "file-missing"
    assert "There is no file" in message


def test_attachments_that_are_not_there_are_found():
    there = store("files/data.csv")
    body = f"[a]({there})\n[b](/media/files/none.csv)"
    [(rule, line, _)] = found(draft(body))
    assert (rule, line) == ("file-missing", 2)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.png", b"x" * 1_260_000, "1.3 MB"),
        ("a.jpg", b"x" * 3_400_000, "save it as WebP"),
        ("a.webp", b"x" * 3_400_000, "2,000 pixels wide"),
        ("a.svg", b"x" * 3_400_000, "draw fewer points"),
        ("still.gif", gif(1) + b"x" * 1_260_000, "1.3 MB"),
        ("video.gif", gif(3) + b"x" * 3_400_000, "shorter or smaller"),
    ],
)
def test_heavy_images_are_named_with_their_size(monkeypatch, name, content, words):
    if not name.endswith(".gif"):
        monkeypatch.setattr(
            "posts.admin.checks.image_rules._is_animated", lambda _: False
        )
    [(rule, _, message)] = found(draft(f"![b]({store(f'images/{name}', content)})"))
    assert rule == "image-heavy"
    assert words in message


def test_light_images_and_animations_are_left_alone():
    light = store("images/a.png", b"x" * 990_000)
    animated = store("images/b.gif", gif(3) + b"x" * 2_000_000)
    assert rules(draft(f"![a]({light}) ![b]({animated})")) == []
    assert rules(draft(f"[a]({store('files/a.zip', b'x' * 5_000_000)})")) == []


def test_a_damaged_animation_is_not_called_missing():
    unreadable = store("images/a.gif", b"x" * 3_400_000)
    [(rule, _, message)] = found(draft(f"![a]({unreadable})"))
    assert rule == "file-damaged"
    assert message == (
        f"{unreadable} is damaged: browsers cannot show it. Upload it again."
    )
    assert rules(draft(f"[a]({unreadable})")) == []
    broken_off = store("images/b.gif", gif(3)[:60] + b"x" * 1_260_000)
    assert rules(draft(f"![a]({broken_off})")) == ["image-heavy"]
