"""The other parts of an article: title, summary, text, contents, words, fingerprint."""

import pytest

from posts.rendering import Context, Heading, Labels, Source, fingerprint, render


def test_title_holds_emphasis_code_and_mathematics_only() -> None:
    title = "On *this* `x<y` $z^2$ [link](/a) ![image](/b.png) <u>u</u> <p>p</p>^[note]"
    article = render(Source(title=title))
    assert "<em>this</em> <code>x&lt;y</code> <math>" in article.title_html
    assert "link image <u>u</u> p^[note]" in article.title_html
    assert article.title_text == "On this x<y z² link image u p^[note]"


def test_title_says_what_an_image_shows_as_text() -> None:
    article = render(Source(title="A ![&lt;b&gt; cat](/cat.png)"))
    assert article.title_html == "A &lt;b&gt; cat"


def test_title_is_no_heading_list_or_quotation() -> None:
    assert render(Source(title="# 1. > a")).title_html == "# 1. &gt; a"
    assert render(Source(title="a\n\n- b")).title_html == "a - b"


def test_summary_may_hold_links_and_no_blocks() -> None:
    article = render(Source(summary="See [a](/b) <b id=c>c</b>\n\n# d", body="Body."))
    assert article.summary_html == 'See <a href="/b">a</a> <b>c</b> # d'
    assert article.summary_text == "See a c # d"


def test_first_paragraph_serves_when_the_summary_is_empty() -> None:
    body = (
        "# Head\n\n![A](/a.png)\n\n> quoted\n\n$$x$$\n\n"
        'Real **text**[^1] <b id="x">here</b> with $y$ and [a](#x), [b](/b).'
        "\n\nSecond.\n\n[^1]: Note."
    )
    article = render(Source(summary="  ", body=body))
    assert article.summary_text == "Real text here with y and a, b."
    assert "<strong>text</strong> <b>here</b> with <math>" in article.summary_html
    assert "id=" not in article.summary_html
    assert 'and a, <a href="/b">b</a>.' in article.summary_html


def test_text_without_a_paragraph_has_no_summary() -> None:
    assert render(Source(body="# Head\n\n```\ncode\n```")).summary_html == ""


def test_plain_text_is_decoded_and_collapsed() -> None:
    body = "A &amp; *b*\n  c $x<y$ &lt;d&gt;[^1]\n\n- e\n- f\n\n`g`\n\n[^1]: Note h."
    assert render(Source(body=body)).text == "A & b c x<y <d> e f g Note h."


def test_contents_list_headings_without_links_and_notes() -> None:
    body = "# A *b* [c](/d)[^1] $x$\n\n> # Quoted\n\n## `e`\n\n[^1]: # In a note"
    contents = render(Source(body=body)).contents
    assert [(item.level, item.id) for item in contents] == [(2, "a-b-c-x"), (3, "e")]
    assert contents[0].html.startswith("A <em>b</em> c <math>")
    assert contents[1] == Heading(3, "e", "<code>e</code>")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", 0),
        ("One two-three don't four.", 4),
        ("深度学习 is 深", 6),
        ("$x + y$ counts once, **bo**ld too", 5),
        ("A[^1]\n\n[^1]: note", 2),
    ],
)
def test_words_are_counted(body: str, words: int) -> None:
    assert render(Source(body=body)).word_count == words


def test_rendering_is_remembered() -> None:
    assert render(Source(body="a *b*")) is render(Source(body="a *b*"))


def test_fingerprint_changes_with_source_and_context() -> None:
    source, context = Source(body="a"), Context()
    prints = {
        fingerprint(source, context),
        fingerprint(Source(title="a"), context),
        fingerprint(source, Context(macros="\\def\\a{b}")),
        fingerprint(source, Context(labels=Labels(note="Hinweis"))),
    }
    assert len(prints) == 4
    assert fingerprint(Source(body="a"), Context()) in prints
    assert fingerprint(Source(body="\ud800"))
