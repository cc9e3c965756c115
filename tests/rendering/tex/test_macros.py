"""Macros: of the site, a document and a formula, defined as authors define them."""

from posts.rendering.mathematics import Typeset
from tests.support.typesetting import display, mathml, words

MACROS = r"""
\newcommand{\R}{\mathbb{R}}   % the reals
\DeclareMathOperator*{\argmax}{arg\,max}
"""


def test_macros_come_from_site_document_and_formula() -> None:
    results = display(
        r"\newcommand{\E}[2][]{\mathbb{E}_{#1}[#2]}",
        r"\def\x{\R} \E[p]{\x} \argmax_y",
        r"\E{\x}",
        macros=MACROS,
    )
    assert [result.error for result in results] == ["", "", ""]
    assert "𝔼" in results[2].html
    assert "ℝ" in results[2].html
    assert "<mi>arg\u2009max</mi>" in results[1].html


def test_formula_that_only_defines_vanishes() -> None:
    results = display(
        "\\newcommand{\\a}{x}\n\\def\\b#1{#1} % two\n\\let\\c\\b",
        r"\DeclareMathOperator{\sgn}{sgn}",
        r"\definecolor{mine}{gray}{0.5}",
    )
    assert results == [Typeset("", "")] * 3


def test_documents_do_not_share_macros() -> None:
    display(r"\newcommand{\mine}{x}")
    assert "mine" in display(r"\mine")[0].error


def test_renewed_command_can_use_its_old_meaning() -> None:
    tex = r"\let\old\vec \renewcommand{\vec}[1]{\mathbf{\old{#1}}} \vec{x}"
    assert words(tex) == "𝐱⃗"


def test_paired_delimiters_stretch_with_a_star() -> None:
    tex = r"\DeclarePairedDelimiter{\abs}{\lvert}{\rvert}"
    assert mathml(tex + r"\abs{x}") == mathml(r"\lvert x\rvert")
    assert mathml(tex + r"\abs*{x}") == mathml(r"\left\lvert x\right\rvert")


def test_broken_site_macros_leave_other_formulas_alone() -> None:
    (result,) = display("x", macros=r"\newcommand{\a}{1} \newcommand{2}{")
    assert result.error == ""
