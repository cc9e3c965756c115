"""Pathological input: shown as text, with a problem; the rest of the page stands."""

import re

import pytest

from posts.rendering import Source, limits, raw_html, render
from posts.rendering.tree import escape

MARKUP = limits.MAX_MARKUP + 100


def told(body: str) -> str:
    return "\n".join(problem.message for problem in render(Source(body=body)).problems)


@pytest.mark.parametrize(
    "paragraph",
    [one * MARKUP for one in ("[", "[ a_", "`a", "**a ", "_a", "$a", "<a ", "![[",
                               "[a](", "[^a", "^[", "&a", "~~a", "\\$", "$$ a")],
)  # fmt: skip
def test_paragraph_of_markup_characters_is_shown_as_text(paragraph: str) -> None:
    article = render(Source(body=f"Before.\n\n{paragraph}\n\n*After*."))
    assert "markup characters" in told(f"Before.\n\n{paragraph}\n\n*After*.")
    assert "<p>Before.</p>" in article.html
    assert "<p><em>After</em>.</p>" in article.html
    assert " ".join(paragraph.split()) in article.text


@pytest.mark.parametrize("field", ["title", "summary"])
def test_markup_characters_in_a_line_are_shown_as_text(field: str) -> None:
    article = render(Source(**{field: "[" * 64_000}))
    assert "[" * 64_000 in (article.title_text, article.summary_text)
    assert [problem.field for problem in article.problems] == [field]


@pytest.mark.parametrize(
    "body",
    [
        ">" * 2_000 + " deep",
        "> " * 2_000 + "deep",
        "- " * 2_000 + "deep",
        "\n".join(" " * depth + "- deep" for depth in range(0, 300, 2)),
    ],
)
def test_deep_nesting_is_shown_as_text(body: str) -> None:
    article = render(Source(body=f"{body}\n\n\nAfter."))
    assert "nested too deeply" in told(f"{body}\n\n\nAfter.")
    assert article.text.count("deep") == body.count("deep")
    assert "After." in article.text


CODE = "```python\n{}\n```\n\n"


@pytest.mark.parametrize(
    "before",
    [
        "> " * 60,
        "- " * 60,
        "[" * MARKUP,
        "a" * limits.MAX_LENGTH,
        CODE.format("x " * 4_900) * 3 + "```python\n",
        "```python\n" + "x" * 600,
        "```no-language\n",
    ],
    ids=("quotations", "lists", "markup", "text", "effort", "line", "language"),
)
def test_what_is_shown_as_text_shows_its_html_too(before: str) -> None:
    typed = "<b>a</b> &amp; </p></code></pre><script>alert(1)</script>"
    article = render(Source(body=before + typed))
    assert typed in article.text
    assert escape(typed) in article.html


@pytest.mark.parametrize("field", ["title", "summary"])
@pytest.mark.parametrize("before", ["[" * MARKUP, "a" * limits.MAX_LENGTH])
def test_a_line_shown_as_text_shows_its_html_too(field: str, before: str) -> None:
    article = render(Source(**{field: f"{before}<b>a</b> &amp;"}))
    html = {"title": article.title_html, "summary": article.summary_html}[field]
    assert "&lt;b&gt;a&lt;/b&gt; &amp;amp;" in html


@pytest.mark.parametrize(
    "table",
    [
        "|" + "a|" * 9_000 + "\n|" + "-|" * 9_000 + "\n" + "|" + "b|" * 9_000,
        "|a|b|\n|-|-|\n" + "|a|b|\n" * limits.MAX_CELLS,
        "|" + "a|" * 90 + "\n|" + "-|" * 90 + "\n" + "b\n" * 900,
    ],
)
def test_huge_table_is_shown_as_text(table: str) -> None:
    article = render(Source(body=f"{table}\n\nAfter."))
    assert "<table" not in article.html
    assert "too many cells" in told(f"{table}\n\nAfter.")
    assert "<p>After.</p>" in article.html


def test_many_tables_share_one_bound() -> None:
    table = "|" + "a|" * 90 + "\n|" + "-|" * 90 + "\n" + "b\n" * 80 + "\n"
    page = render(Source(body=table * 50)).html
    assert page.count("<td") + page.count("<th") <= limits.MAX_CELLS


@pytest.mark.parametrize("tag", ["<div>", "<b>\n\n", "<div>\n\n", "<ul><li>", "<span>"])
def test_deep_html_is_shown_as_text(tag: str) -> None:
    body = "<div>\n" + tag * 3_000 + "deep"
    page = render(Source(body=body)).html
    depth = deepest = 0
    for closing in re.findall(r"<(/?)(?:div|b|ul|span)\b", page):
        depth += -1 if closing else 1
        deepest = max(deepest, depth)
    assert deepest <= raw_html.MAX_DEPTH
    assert depth == 0
    assert "nested too deeply" in told(body)


def test_long_code_stays_plain() -> None:
    code = "x = 1\n" * 20_000
    article = render(Source(body=f"```python\n{code}```"))
    assert code in article.html
    assert '<code class="language-python">' in article.html


def test_field_beyond_all_measure_is_shown_as_typed() -> None:
    article = render(Source(body="*a* " * (limits.MAX_LENGTH // 4 + 1)))
    assert "*a* *a*" in article.html
    assert "shown as typed" in article.problems[0].message


def test_long_essay_trips_nothing() -> None:
    paragraph = "A sentence with *emphasis*, `code`, $x_1^2$ and a [link](/x). " * 12
    section = (
        f"## Part {{}}\n\n{paragraph}\n\n$$\n\\sum_i x_i\n$$\n\n- a\n  - b\n    - c\n\n"
        "> q\n> > r\n\n```python\ndef f(): pass\n```\n\n"
        "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 20
    )
    article = render(Source(body="\n\n".join(section.format(i) for i in range(120))))
    assert article.word_count > 15_000
    assert article.problems == ()
    assert article.html.count("<math") > 1_400
