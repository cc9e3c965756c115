"""The article as feed readers get it."""

import re

import pytest

from posts.rendering import Source, render
from posts.rendering.feed_html import feed_html

BASE = "https://example.org/posts/a/"


def feed(body: str) -> str:
    return feed_html(render(Source(body=body)).html, BASE)


@pytest.mark.parametrize(
    ("address", "absolute"),
    [
        ("/media/a.png", "https://example.org/media/a.png"),
        ("b", "https://example.org/posts/a/b"),
        ("?c", "https://example.org/posts/a/?c"),
        ("#d", "https://example.org/posts/a/#d"),
        ("https://other.org/", "https://other.org/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("http://[", "http://["),
    ],
)
def test_addresses_become_absolute(address: str, absolute: str) -> None:
    assert (
        feed_html(f'<a href="{address}">x</a>', BASE) == f'<a href="{absolute}">x</a>'
    )


def test_images_and_films_become_absolute() -> None:
    html = feed_html(
        '<img src="/a.png" srcset="/a.png 1x, /b.png 2x" alt="a">'
        '<video poster="/c.png"></video>',
        BASE,
    )
    assert 'src="https://example.org/a.png"' in html
    assert "srcset" not in html
    assert 'poster="https://example.org/c.png"' in html


def test_notes_lead_to_the_page() -> None:
    html = feed("A.[^1]\n\n[^1]: Note.")
    assert f'<sup><a href="{BASE}#fn1" id="fnref1">1</a></sup>' in html
    assert f'<li id="fn1"><p>Note. <a href="{BASE}#fnref1">' in html
    assert "<section" not in html


def test_noise_of_the_page_is_dropped() -> None:
    html = feed("![A](/a.png)\n\n| a |\n|--:|\n| b |\n\n```python\ndef f(): pass\n```")
    assert not re.search(r"\s(class|role|tabindex|loading|decoding|aria-\w+)=", html)
    assert "<div" not in html


def test_code_is_plain() -> None:
    html = feed("```python\ndef f(x):\n    return '<b>'\n```")
    assert html.strip() == (
        "<pre><code>def f(x):\n    return '&lt;b&gt;'\n</code></pre>"
    )


def test_alert_is_a_quotation_with_a_bold_title() -> None:
    html = feed("> [!WARNING]\n> Mind.")
    assert re.sub(r"\s+", "", html) == (
        "<blockquote><p><strong>Warning</strong></p><p>Mind.</p></blockquote>"
    )


def test_details_are_opened_out() -> None:
    html = feed("<details>\n<summary>More</summary>\n\nHidden.\n\n</details>")
    assert "<details" not in html
    assert "<p><strong>More</strong></p>" in html
    assert "<p>Hidden.</p>" in html


def test_formula_has_a_namespace_and_its_tex_where_nothing_prints_it() -> None:
    html = feed("In $x^2$ and\n\n$$y_1$$")
    assert html.count('xmlns="http://www.w3.org/1998/Math/MathML"') == 2
    assert 'alttext="y_1"' in html
    assert "x-tex" not in html
    assert '<p><math display="block"' in html


def test_task_is_a_sign() -> None:
    assert "<li>\u2610 a</li>\n<li>\u2611 b</li>" in feed("- [ ] a\n- [x] b")


def test_preformatted_text_keeps_its_line_breaks() -> None:
    assert feed_html("<pre>\n\nx</pre>", BASE) == "<pre>\n\nx</pre>"
