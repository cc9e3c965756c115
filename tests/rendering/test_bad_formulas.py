"""Bad formulas: of a mistake its author is told; hostile ones are answered at once."""

import threading
import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from posts.rendering.mathematics import Formula, Typeset, typeset
from tests.support.typesetting import display, elements


@pytest.mark.parametrize(
    ("tex", "error"),
    [
        (r"x + \foo", 'Unknown command "\\foo" (character 5).'),
        ("x +\n y \\foo", 'Unknown command "\\foo" (line 2, character 4).'),
        (
            r"\frac{a",
            'Expected closing token "}", but reached end of input (character 7).',
        ),
        (r"\text{a", '"{" is never closed (character 6).'),
        (r"\def\x{\foo} a \x", 'Unknown command "\\foo" (character 16).'),
        (r"\begin{a} x", r"\begin{a} has no \end{a} (character 1)."),
        (
            r"\begin{cases} x \end{matrix}",
            r"\end{matrix} ends \begin{cases} (character 17).",
        ),
        ("a $ b", '"$" is inside a formula (character 3).'),
        ("a\x00b", "A character here cannot be typeset (character 2)."),
        (r"\def\x{\x} \x", "Macros expand to too much, or without end (character 12)."),
    ],
)
def test_error_says_what_and_where(tex: str, error: str) -> None:
    (result,) = display(tex)
    assert result.error == error


def test_broken_formula_shows_its_source_and_message() -> None:
    inline, block = typeset([Formula(r"a<b \foo", False), Formula(r"a<b \foo", True)])
    shown = (
        '<code class="math-error" title="Unknown command &quot;\\foo&quot; '
        '(character 5).">a&lt;b \\foo</code> <em class="math-error">'
        "Unknown command &quot;\\foo&quot; (character 5).</em>"
    )
    assert inline.html == shown
    assert block.html == f'<div class="formula">{shown}</div>'


def test_mistake_leaves_other_formulas_alone() -> None:
    good, bad, equation = display("x", "{", r"\begin{equation} y \end{equation}")
    assert (good.error, equation.error) == ("", "")
    assert bad.error
    assert "(1)" in equation.html


@pytest.mark.parametrize(
    "tex",
    [
        "{" * 30_000,
        "x^{" * 20_000,
        r"\left(" * 9_000,
        r"\sqrt" * 9_000,
        r"\frac1" * 5_000,
        r"\hat\bar" * 2_000,
        r"\begin{matrix}" * 600,
        r"{x \over " * 3_000,
        r"\displaystyle x" * 4_000,
        "(" * 5_000,
        r"\max(" * 90,
        r"\sqrt[" + "(" * 90 + "]{x}",
        r"\mathop{" * 500,
        r"\text{" * 500,
        r"\big{" * 10_000,
        r"\substack{" * 90 + "}" * 90,
        "\\" * 60_000,
        "x" * 60_000,
        r"\begin{array}{" + "*{99}{" * 40 + "@{}" + "}" * 40 + "}x\\end{array}",
        r"\begin{array}{" + "*{9}{" * 5_000 + "c" + "}" * 5_000 + "}x\\end{array}",
        r"\def\a#1{#1#1#1#1}" + r"\a{" * 40 + "x" + "}" * 40,
        "".join(rf"\def\{b}{{\{a}\{a}}}" for a, b in pairwise("abcdefghij"))
        + r"\def\a{\j\j}\a",
    ],
)
def test_hostile_formula_is_answered_at_once(tex: str) -> None:
    begun = time.process_time()
    display(tex)
    assert time.process_time() - begun < 2


def test_many_hostile_formulas_share_one_allowance() -> None:
    begun = time.process_time()
    results = display(*[r"\def\x{\x\x}\x"] * 2_000)
    assert time.process_time() - begun < 3
    assert all("Macros expand" in result.error for result in results)


def test_deepest_formula_fits_a_small_stack() -> None:
    previous = threading.stack_size(1024 * 1024)
    try:
        results: list[Typeset] = []
        tex = [r"\sqrt{" * 79 + "}" * 79, r"\hat" * 390 + " x", "(" * 390]
        worker = threading.Thread(target=lambda: results.extend(display(*tex)))
        worker.start()
        worker.join()
    finally:
        threading.stack_size(previous)
    assert [result.error for result in results] == ["", "", ""]


PIECES = r"""
{ } ( ) [ ] \{ \} \left( \right) \bigl( \bigr. & \\ \\[1em] ^ _ ' x 1 = | \| \frac \sqrt
\sqrt[ \hat \max \sum \text{ $ \( \) \begin{matrix} \end{matrix} \begin{align}
\end{align} \begin{cases} \end{cases} \begin{array}{c} \end{array} \color{red} \over
\textcolor{#f00} \label{a} \ref{a} \eqref{b} \tag{1} \notag \newcommand{\q} \q
\def\w#1 \w #1 \operatorname* \mathop \limits \substack{ \smash \boxed % ~ # " < >
\hline \rule{1em}{1em} \colorbox{red}{ \let\q\w \not é 中 ⦘
"""
WRITTEN = st.lists(st.sampled_from(PIECES.split()), max_size=40).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.one_of(st.text(), WRITTEN), max_size=3), st.one_of(st.text(), WRITTEN)
)
@example(["\ud800", "\x00", "\U000f0000", ""], "\ufffe")
@example([r"\mathop\operatorname<", r"\let\o\operatorname \o{\lt img\gt \&}"], "")
@example([r"\not\rule{1em}{1em}", "⦘"], "")
def test_no_text_breaks_the_page(formulas: list[str], macros: str) -> None:
    for is_display in (True, False):
        results = typeset([Formula(tex, is_display) for tex in formulas], macros)
        assert len(results) == len(formulas)
        for tex, result in zip(formulas, results, strict=True):
            result.html.encode()
            for element in elements(result.html):
                assert "style" not in element.attrib, tex
                assert element.tag not in {"img", "script"}, tex
