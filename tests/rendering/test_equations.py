"""Equations: their numbers, tags and labels, and the references that lead to them."""

import re

import pytest

from posts.rendering.mathematics import Formula, typeset
from tests.support.typesetting import display


def test_equations_are_numbered_through_the_document() -> None:
    results = display(
        r"\begin{align} a \\ b \nonumber \\ c \end{align}",
        "d",
        r"\begin{equation} e \end{equation}",
    )
    numbers = [
        re.findall(r"<mtext>(\(\d\))</mtext>", result.html) for result in results
    ]
    assert numbers == [["(1)", "(2)"], [], ["(3)"]]


def test_reference_finds_a_label_before_and_after_it() -> None:
    before, equation, after = typeset(
        [
            Formula(r"\eqref{eq:loss_a}", False),
            Formula(r"\begin{equation} x \label{eq:loss_a} \end{equation}", True),
            Formula(r"\ref{eq:loss_a}", False),
        ]
    )
    assert 'id="eq-loss_a"' in equation.html
    assert before.html == '<a href="#eq-loss_a">(1)</a>'
    assert after.html == '<a href="#eq-loss_a">1</a>'


def test_ids_are_unique_and_safe() -> None:
    results = display(
        *(
            rf"\begin{{equation}} x \label{{{label}}} \end{{equation}}"
            for label in ("a b", "a-b", 'q"<', "größe", "é!", "é?")
        )
    )
    ids = [re.findall(r' id="([^"]*)"', result.html) for result in results]
    assert ids == [
        ["eq-a-b"],
        ["eq-a-b-2"],
        ["eq-q"],
        ["eq-größe"],
        ["eq-é"],
        ["eq-é-2"],
    ]


def test_label_used_twice_is_reported() -> None:
    tex = r"\begin{equation} x \label{a} \end{equation}"
    first, second = display(tex, tex)
    assert (first.error, second.error) == (
        "",
        'The label "a" is used twice (character 20).',
    )


@pytest.mark.parametrize("target", ["x", r"\begin{align*} a \label{a} \end{align*}"])
def test_reference_to_nothing_is_reported(target: str) -> None:
    _, reference = display(target, r"see \eqref{a}")
    assert reference.error == 'No equation has the label "a" (character 5).'


def test_reference_to_a_broken_equation_is_reported() -> None:
    broken, reference = display(r"\foo \label{a}", r"\eqref{a}")
    assert "foo" in broken.error
    assert "No equation has the label" in reference.error


def test_tag_and_label_number_a_bare_formula() -> None:
    tagged, labelled, reference = display(
        r"x \tag{A$\ast$}", r"\label{b} y", r"\eqref{b}"
    )
    assert "<mtext>(A∗)</mtext>" in tagged.html
    assert 'id="eq-b"' in labelled.html
    assert '<a href="#eq-b">(1)</a>' in reference.html


def test_label_within_an_inner_environment_is_found() -> None:
    _, reference = display(
        r"\begin{equation}\begin{split} a &= b \label{a} \end{split}\end{equation}",
        r"\eqref{a}",
    )
    assert "(1)" in reference.html


def test_tags_are_not_mistaken_for_text() -> None:
    tagged, text, lines = display(
        r"x \tag{A}",
        r"\text{T7} \text{(T0)}",
        r"\begin{multline} a \\ b \tag*{B} \end{multline}",
    )
    assert "(A)" in tagged.html
    assert "<mtext>T7</mtext><mtext>(T0)</mtext>" in text.html
    assert "<mtext>B</mtext>" in lines.html


def test_tag_text_is_escaped() -> None:
    (result,) = display(r"x \tag{<b>}")
    assert "(&lt;b&gt;)" in result.html
