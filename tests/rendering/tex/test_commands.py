"""Commands that the engine lacks: each means what it means in LaTeX."""

import re

import pytest

from tests.support.typesetting import mathml, words


@pytest.mark.parametrize(
    ("tex", "same"),
    [
        (r"\begin{split} a &= b \end{split}", r"\begin{aligned} a &= b \end{aligned}"),
        (
            r"\begin{alignat*}{2} a &= b & c &= d \end{alignat*}",
            r"\begin{align*} a &= b & c &= d \end{align*}",
        ),
        (
            r"\begin{eqnarray*} a &=& b \end{eqnarray*}",
            r"\begin{align*} a &= b \end{align*}",
        ),
        (r"\begin{displaymath} a \end{displaymath}", "a"),
        (r"\substack{a\\b}", r"\begin{subarray}{c} a\\b \end{subarray}"),
        (r"\pmb{x}", r"\boldsymbol{x}"),
        (r"\mathbbm{1}\mathds{R}", r"\mathbb{1}\mathbb{R}"),
        (r"a\enspace b", r"a\hspace{0.5em} b"),
        (r"a\mspace{18mu}b", r"a\mkern18mu b"),
        (r"\left< x \middle> \right>", r"\left\langle x \middle\rangle \right\rangle"),
        (r"\bigl. x \bigr)", r"x \bigr)"),
        (r"\mbox{a} \hbox{b} \textnormal{c}", r"\text{a} \text{b} \text{c}"),
        (r"\hspace*{1em}", r"\hspace{1em}"),
        (
            r"\begin{matrix} a \\[2em] b \end{matrix}",
            r"\begin{matrix} a\\b\end{matrix}",
        ),
        (
            r"\begin{array}{@{}l*{2}{c}p{3em}} a & b & c & d \end{array}",
            r"\begin{array}{lccl} a & b & c & d \end{array}",
        ),
        (
            r"\begin{array}{c} a \\ \hline\hline b \end{array}",
            r"\begin{array}{c} a \\ \hline b \end{array}",
        ),
        (
            r"\begin{aligned}[t] a &= b \end{aligned}",
            r"\begin{aligned} a &= b \end{aligned}",
        ),
        (r"a \\ b", r"\begin{gathered} a \\ b \end{gathered}"),
        (r"\mathop{\rm arg\,max}_x", r"\operatorname*{arg\,max}_x"),
        (r"\require{ams}\usepackage[a]{b} x", "x"),
        (r"x % a comment \foo", "x"),
        (r"\nonumber x \notag", "x"),
    ],
)
def test_command_means_the_same_as_another(tex: str, same: str) -> None:
    assert mathml(tex) == mathml(same)


def test_brackets_after_a_line_end_are_kept_unless_they_hold_a_length() -> None:
    assert words(r"\begin{matrix} a \\[2em] b \\ [c] \\[d] \end{matrix}") == "ab[c][d]"


def test_smallmatrix_is_small() -> None:
    assert '<mstyle displaystyle="false" scriptlevel="1"><mtable>' in mathml(
        r"\begin{smallmatrix} a & b \end{smallmatrix}"
    )


def test_formula_within_text_is_typeset() -> None:
    assert mathml(r"\text{if $x_1$ or \(y\)}") == (
        "<mrow><mtext>if\u00a0</mtext><msub><mi>x</mi><mn>1</mn></msub>"
        "<mtext>\u00a0or\u00a0</mtext><mi>y</mi></mrow>"
    )


def test_text_takes_characters_literally() -> None:
    assert words(r"\text{a_b & 50\% #1}") == "a_b &amp; 50% #1"


def test_rewriting_leaves_text_alone() -> None:
    assert words(r"\text{a < b, \emph{not} c}") == "a &lt; b, not c"


def test_operator_of_any_content_takes_limits() -> None:
    html = mathml(r"\mathop{\mathbb{E}}_{x} f")
    assert html.index("<munder>") < html.index("𝔼") < html.index("</munder>")
    assert "\U000f0000" not in html


def test_colours_become_attributes() -> None:
    html = mathml(
        r"\definecolor{mine}{RGB}{1,2,3}"
        r"\textcolor{red}{a}\textcolor{#0f0}{b}\color{mine}c\textcolor{steelblue}{d}"
        r"\textcolor[rgb]{1,0,0.5}{e}\textcolor{Apricot}{f}"
    )
    found = re.findall(r'mathcolor="([^"]*)"', html)
    assert found == ["#ff0000", "#00ff00", "#010203", "#4682b4", "#ff0080", "#FFB882"]


def test_colour_leaves_the_spacing_of_a_relation() -> None:
    assert '<mrow mathcolor="#ff0000"><mo>=</mo></mrow>' in mathml(
        r"a \textcolor{red}{=} b"
    )


def test_overlapping_and_smashed_parts_take_no_room() -> None:
    assert '<mpadded width="0" class="centre-overlap">' in mathml(r"\mathclap{abc}")
    assert '<mpadded height="0" depth="0">' in mathml(r"\smash{\frac{a}{b}}")


def test_boxes_and_strokes_have_classes() -> None:
    html = mathml(r"\boxed{a} \cancel{b} \bcancel{c} \xcancel{d}")
    assert re.findall(r'class="(\w+)"', html) == [
        "boxed",
        "cancel",
        "bcancel",
        "xcancel",
    ]


def test_script_capitals_differ_from_calligraphic_ones() -> None:
    assert mathml(r"\mathscr{L}") != mathml(r"\mathcal{L}")


def test_sized_bracket_keeps_its_size_under_a_script() -> None:
    assert "<msup><mrow><mo minsize=" in mathml(r"\big( x \big)^2")
