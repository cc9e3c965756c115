"""Markdown beyond CommonMark, as the page shows it."""

import re

import pytest

from posts.rendering import Context, ImageFacts, Labels, Source, render


def html(body: str, context: Context | None = None) -> str:
    return render(Source(body=body), context or Context()).html


def test_table_scrolls_by_itself_and_has_a_name() -> None:
    page = html("| a | b |\n|--:|:-:|\n| 1 | 2 |")
    opening = '<div class="table" tabindex="0" role="group" aria-label="Table"><table>'
    assert page.startswith(opening)
    assert '<th class="align-right">a</th>' in page
    assert '<td class="align-center">2</td>' in page
    assert "style" not in page


def test_strikethrough() -> None:
    assert "<s>gone</s>" in html("~~gone~~")


def test_task_list_has_boxes_that_say_their_state() -> None:
    page = html("- [ ] write\n- [x] think")
    assert '<ul class="task-list">' in page
    boxes = re.findall("<input[^>]*>", page)
    assert len(boxes) == 2
    # In this order in every process: what is previewed in one is published by another.
    assert all(box.endswith(' disabled="" type="checkbox">') for box in boxes)
    assert 'aria-label="To do"' in boxes[0]
    assert 'aria-label="Done"' in boxes[1]
    assert "checked" in boxes[1]


def test_box_of_a_task_stands_beside_its_first_paragraph() -> None:
    assert re.search("<p><input[^>]*> a</p>", html("- [ ] a\n\n  b"))


def test_footnote_links_there_and_back() -> None:
    page = html("Text.[^a]\n\n[^a]: The *note*.")
    assert (
        '<sup class="footnote-ref"><a href="#fn1" id="fnref1" role="doc-noteref">1</a>'
        in page
    )
    assert (
        '<section class="footnotes" role="doc-endnotes" aria-label="Footnotes">' in page
    )
    assert '<li id="fn1"><p>The <em>note</em>. <a class="footnote-back"' in page
    assert 'href="#fnref1"' in page


def test_second_reference_to_a_note_has_its_own_id_and_way_back() -> None:
    page = html("A.[^n] B.[^n]\n\n[^n]: Note.")
    assert page.count('href="#fn1"') == 2
    assert 'id="fnref1-2"' in page
    assert 'href="#fnref1-2"' in page
    assert 'aria-label="Back to the text (2)"' in page


def test_notes_are_numbered_by_first_reference_through_the_text() -> None:
    page = html(
        "A[^b] B^[in place] C[^a]\n\n[^a]: Last.\n[^b]: First, see[^c].\n[^c]: D."
    )
    notes = re.findall(r'<li id="fn(\d)"><p>([\w ,]+)', page)
    assert notes == [
        ("1", "First, see"), ("2", "in place "), ("3", "Last"), ("4", "D")
    ]  # fmt: skip


def test_missing_note_is_shown_as_typed() -> None:
    assert html("Text[^<b>a]").strip() == "<p>Text[^&lt;b&gt;a]</p>"


def test_note_may_hold_several_blocks() -> None:
    page = html("A.[^1]\n\n[^1]: One.\n\n    Two.\n\n    - three")
    note = page[page.index('<li id="fn1">') :]
    assert "<p>Two.</p>" in note
    assert "<li>three</li>" in note
    assert 'class="footnote-back"' in note


def test_definition_list() -> None:
    page = html("Term\n: What it means\n: What else")
    assert "<dt>Term</dt>" in page
    assert page.count("<dd>") == 2


@pytest.mark.parametrize("kind", ["note", "tip", "important", "warning", "caution"])
def test_alert_is_titled_in_the_language_of_the_site(kind: str) -> None:
    labels = Labels(**{kind: "Achtung & <so>"})
    page = html(f"> [!{kind.upper()}]\n> Text", Context(labels=labels))
    assert f'<div class="alert alert-{kind}" role="note">' in page
    assert '<p class="alert-title">Achtung &amp; &lt;so&gt;</p>' in page
    assert "<p>Text</p>" in page


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("\"a\" and 'b'", "“a” and ‘b’"),
        ('He said "*never*".', "He said “<em>never</em>”."),
        ("don't, it's, the '90s", "don’t, it’s, the ’90s"),
        ('("a")', "(“a”)"),
        ("\"'a' b\"", "“‘a’ b”"),
        ("1914--1918 --- so", "1914–1918 — so"),
        ("a -- b, c--*d*, “e”--f, (g)--h", "a – b, c–<em>d</em>, “e”–f, (g)–h"),
        ('"I--"', "“I–”"),
        ("-- Ada, that is", "– Ada, that is"),
        ("git --amend, (--all), --x=--y", "git --amend, (--all), --x=--y"),
        ('"--amend" and *--all*, i-- too', "“--amend” and <em>--all</em>, i-- too"),
        ("Wait...", "Wait…"),
        ('\\"a\\"', "&quot;a&quot;"),
        ('`"a" -- b`', "<code>&quot;a&quot; -- b</code>"),
        ("(c) (a) +-", "(c) (a) +-"),
        ("<http://a.b/c--d>", '<a href="http://a.b/c--d">http://a.b/c--d</a>'),
    ],
)
def test_typography(typed: str, printed: str) -> None:
    assert html(typed) == f"<p>{printed}</p>\n"


def test_quotation_marks_follow_the_language_of_the_site() -> None:
    context = Context(labels=Labels(quotes="„“‚‘"))
    assert html("\"a\" 'b' geht's", context) == "<p>„a“ ‚b‘ geht’s</p>\n"


def test_headings_begin_below_the_title_and_skip_no_level() -> None:
    levels = re.findall(r"<h(\d)", html("# a\n\n### b\n\n## c\n\n### d\n\n# e"))
    assert levels == ["2", "3", "3", "4", "2"]


def test_body_that_begins_at_level_two_keeps_its_levels() -> None:
    assert re.findall(r"<h(\d)", html("## a\n\n### b\n\n## c")) == ["2", "3", "2"]


def test_heading_anchors_keep_unicode_and_are_unique() -> None:
    body = "# Größe X\n\n# 深度学习\n\n# Größe X\n\n# !!!\n\n# ???\n\n# Main\n\n# fn1"
    ids = re.findall(r'<h2 id="([^"]*)"', html(body))
    assert ids == [
        "größe-x", "深度学习", "größe-x-2", "section", "section-2",
        "section-main", "section-fn1",
    ]  # fmt: skip


def test_heading_may_name_its_anchor() -> None:
    page = html("## Title {#my-place}\n\n# My place\n\n## `{#code}`")
    assert '<h2 id="my-place">Title</h2>' in page
    assert '<h2 id="my-place-2">My place</h2>' in page
    assert "<code>{#code}</code>" in page


def test_code_is_highlighted_by_classes() -> None:
    page = html("```python\ndef f(): pass\n```")
    assert page.startswith(
        '<pre class="code" tabindex="0"><code class="language-python">'
    )
    assert '<span class="k">def</span>' in page


@pytest.mark.parametrize("info", ["", "klingon", "<b>"])
def test_code_in_no_known_language_stays_plain(info: str) -> None:
    page = html(f"```{info}\ndef f(): <b>\n```")
    assert "def f(): &lt;b&gt;\n</code></pre>" in page
    assert "<span" not in page


def test_code_on_which_its_lexer_fails_stays_plain(monkeypatch) -> None:
    monkeypatch.delattr("posts.rendering.code.highlight")
    page = html("```python\n<b> 1\n```")
    assert '<code class="language-python">&lt;b&gt; 1\n' in page


def test_image_alone_in_its_paragraph_is_a_figure() -> None:
    page = html('![A cat](/media/cat.png "Our *cat*, $x$")')
    assert page.startswith("<figure>")
    assert '<img src="/media/cat.png" alt="A cat"' in page
    assert "<figcaption>Our <em>cat</em>, <math>" in page
    assert "title=" not in page


def test_linked_image_alone_is_a_figure_and_image_in_text_is_not() -> None:
    assert '<figure>\n<a href="/b"><img' in html("[![A](/a.png)](/b)")
    assert "<figure>" not in html("See ![A](/a.png).")


def test_images_know_their_size_and_load_late() -> None:
    facts = (ImageFacts("/media/größe 1.png", 640, 480),)
    context = Context(images=facts)
    for body in (
        "![A](</media/größe 1.png>)",
        '<img alt="A" src="/media/größe 1.png">',
    ):
        page = html(body, context)
        assert 'width="640" height="480" loading="lazy" decoding="async"' in page


def test_size_given_by_the_author_stays() -> None:
    context = Context(images=(ImageFacts("/a.png", 640, 480),))
    for given in ('width="320"', 'height="240"', 'width="320" height="240"'):
        page = html(f'<img src="/a.png" alt="A" {given}>', context)
        assert 'width="320"' in page
        assert 'height="240"' in page
