"""Where mathematics is seen, and where a dollar is a dollar."""

import pytest

from posts.rendering import Source, render


def tex_in(body: str) -> list[str]:
    """Return the TeX that readers can copy out of the rendered formulas."""
    html = render(Source(body=body)).html
    pieces = html.split('<annotation encoding="application/x-tex">')[1:]
    texts = [piece.split("</annotation>")[0] for piece in pieces]
    return [text.replace("&lt;", "<").replace("&amp;", "&") for text in texts]


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $6.",
        "US$5 and A$6",
        "between $5 and 6 dollars",
        "from $20,000 to $30,000",
        "$5-$6",
        "$20k/$30k",
        "US$5 or US$6.",
        r"\$x\$",
        r"\$x$ stays",
        "5$ and 6$",
        "a $ b $ c",
        "costs $5 in `$HOME`",
        "`$x$`",
        "    $x$",
        "```\n$x$\n$$y$$\n```",
        "$",
        "$$",
        "$$$$",
        "$ $",
        "$$ $$",
        r"\begin{align} without an end",
        r"\begin{theorem}a\end{theorem}",
        "<b title='$x$'>a</b>",
    ],
)
def test_text_is_not_mathematics(text: str) -> None:
    article = render(Source(body=text))
    assert "<math" not in article.html
    assert "math-error" not in article.html


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("Let $x$ be", ["x"]),
        ("$a_1 * b_2 * c_3$", ["a_1 * b_2 * c_3"]),
        (r"$\{a\} \\ b\_c$", [r"\{a\} \\ b\_c"]),
        ("$x$ and $y$, $z$-space, ($w$)", ["x", "y", "z", "w"]),
        ("2$\\times$ as", ["\\times"]),
        ("设$x$为", ["x"]),
        ("$x<y$ and $y>z$", ["x<y", "y&gt;z"]),
        ("It costs $5, where $x$ is", ["x"]),
        ("**$x$** and [$y$](/z)", ["x", "y"]),
        ("| a |\n|---|\n| $x$ |", ["x"]),
        ("a $$x$$ b", ["x"]),
        ("$$\nx\n$$", ["x"]),
        ("$$\n\nx\n\n$$", ["x"]),
        ("> $$\n> x\n> $$", ["x"]),
        ("- a\n\n  $$\n  x\n  $$", ["x"]),
        ("Text\n$$x$$\nmore", ["x"]),
    ],
)
def test_text_is_mathematics(text: str, tex: list[str]) -> None:
    assert [piece.strip() for piece in tex_in(text)] == tex


def test_dollars_may_stand_inside_braces() -> None:
    assert tex_in(r"$a \text{ if $b$ } c$") == [r"a \text{ if $b$ } c"]


@pytest.mark.parametrize(
    "body",
    [
        "Then $$\nx\n+ y\n- z\n=\n1\n$$ holds.",
        "$$\nx\n+ y\n- z\n=\n1\n$$",
        "\\begin{align}\nx &= y \\\\\n- z\n\\end{align}",
        "Then\n\\begin{align}\nx &= y \\\\\n- z\n\\end{align}\nholds.",
    ],
)
def test_lines_of_tex_are_not_read_as_lists_or_headings(body: str) -> None:
    html = render(Source(body=body)).html
    assert html.count('display="block"') == 1
    assert "<li" not in html
    assert "<h2" not in html


def test_display_formula_cuts_its_paragraph() -> None:
    html = render(Source(body="Before $$x$$ after.")).html
    assert html.startswith('<p>Before</p>\n<div class="formula">')
    assert html.rstrip().endswith("</div>\n<p>after.</p>")


def test_full_stop_behind_a_display_formula_moves_into_it() -> None:
    html = render(Source(body="We have $$x$$.")).html
    assert "<p>." not in html
    assert ">x.</annotation>" in html


def test_display_formula_stays_in_line_where_no_block_may_stand() -> None:
    for body in ("# $$x$$", "**a $$x$$**", "<b>$$x$$</b>", "[$$x$$](/y)"):
        html = render(Source(body=body)).html
        assert "<math" in html
        assert 'class="formula"' not in html


def test_definitions_alone_leave_nothing_on_the_page() -> None:
    article = render(Source(body="$$\\newcommand{\\R}{\\mathbb{R}}$$\n\nIn $\\R$."))
    assert article.html.strip().startswith("<p>In <math>")
    assert "newcommand" not in article.text


def test_broken_formula_shows_its_source_and_leaves_the_rest() -> None:
    article = render(Source(body="One.\n\nHere $\\frac{a$ is.\n\nTwo."))
    assert "\\frac{a" in article.html
    assert "<p>Two.</p>" in article.html
    assert [(problem.field, problem.line) for problem in article.problems] == [
        ("body", 3)
    ]


@pytest.mark.parametrize(
    ("body", "tex"),
    [
        ('<div class="caption">Here $x_1$.</div>', ["x_1"]),
        ("<table><tr><td>$a &lt; b$</td><td>$c < d$</td></table>", ["a < b", "c < d"]),
        ("<p>\n  $$x$$\n</p>", ["x"]),
        ("<h2>a $$x$$</h2>", ["x"]),
        ("<div>\n$$\nx\n$$\n</div>", ["x"]),
        ("<pre>$x$</pre>", []),
        ("<p><code>$x$</code> <kbd>$y$</kbd> $5 and $6, \\$z</p>", []),
        ('<p title="$x$">a</p>', []),
    ],
)
def test_mathematics_in_html(body: str, tex: list[str]) -> None:
    assert [piece.strip() for piece in tex_in(body)] == tex


def test_display_formula_in_html_closes_its_paragraph() -> None:
    page = render(Source(body="<p>a $$x$$ b</p>")).html
    assert '</p><div class="formula">' in page
    assert "<p></p>" not in page


def test_definitions_in_html_hold_for_what_follows() -> None:
    body = "<div>\n$$\n\\def\\R{\\mathbb{R}}\n$$\n</div>\n\nIn $\\R$."
    article = render(Source(body=body))
    assert article.problems == ()
    assert "ℝ" in article.html


def test_spaces_inside_dollars_are_a_problem_if_they_hold_tex() -> None:
    assert render(Source(body="a $ b $ c")).problems == ()
    (problem,) = render(Source(body="a\nb $ \\theta = 1 $ c")).problems
    assert problem.line == 2
    assert "space" in problem.message


EQUATION = "\n\n\\begin{equation}x \\label{eq:a}\\end{equation}"


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (r"By \eqref{eq:a}.", 'By <a href="#eq-a">(1)</a>.'),
        (r"By \ref{eq:a}.", 'By <a href="#eq-a">1</a>.'),
        (r"<p>By \eqref{eq:a}.</p>", 'By <a href="#eq-a">(1)</a>.'),
        (r"By `\eqref{eq:a}`.", r"By <code>\eqref{eq:a}</code>."),
        (r"By \\eqref{eq:a}.", r"By \eqref{eq:a}."),
    ],
)
def test_prose_refers_to_equations_as_formulas_do(body: str, shown: str) -> None:
    article = render(Source(body=body + EQUATION))
    assert shown in article.html
    assert article.problems == ()


def test_a_reference_to_nothing_is_a_problem_in_prose_too() -> None:
    (problem,) = render(Source(body=r"By \eqref{eq:none}.")).problems
    assert "eq:none" in problem.message


def test_plain_text_names_the_equation_by_its_number() -> None:
    assert "By (1)." in render(Source(body=r"By \eqref{eq:a}." + EQUATION)).text
