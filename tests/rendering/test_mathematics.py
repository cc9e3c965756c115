"""Mathematics as a reader and an author see it."""

import re
import threading
import time
import xml.etree.ElementTree as ElementTree
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from posts.rendering.mathematics import Formula, Typeset, typeset

from .formulas import FORMULAS

MACROS = r"""
\newcommand{\R}{\mathbb{R}}   % the reals
\DeclareMathOperator*{\argmax}{arg\,max}
"""


def display(*formulas: str, macros: str = "") -> list[Typeset]:
    return typeset([Formula(tex, True) for tex in formulas], macros)


def mathml(tex: str, *, macros: str = "") -> str:
    """Return the MathML of one good display formula, without wrapper and annotation."""
    (result,) = display(tex, macros=macros)
    assert result.error == ""
    return result.html.split("<semantics>")[1].split("<annotation")[0]


def words(tex: str, *, macros: str = "") -> str:
    """Return what can be read of a formula."""
    text = re.sub(r"<[^>]*>|[\u2061-\u2064]", "", mathml(tex, macros=macros))
    return re.sub(r"\s", " ", text)


def elements(html: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(f"<div>{html}</div>").iter())


# What comes out


def test_inline_formula_is_bare_mathml_with_its_source() -> None:
    (result,) = typeset([Formula(r"a < b", False)])
    assert result.html.startswith("<math><semantics>")
    assert result.html.endswith(
        '<annotation encoding="application/x-tex">a &lt; b</annotation>'
        "</semantics></math>"
    )


def test_display_formula_is_a_block() -> None:
    (result,) = display("a")
    assert result.html.startswith('<div class="formula"><math display="block">')
    assert result.html.endswith("</math></div>")


def test_only_a_wide_formula_can_be_focused_for_scrolling() -> None:
    narrow, wide, rows = display("a = b", "a + b" * 20, r"a=b \\" * 30)
    assert "tabindex" not in narrow.html
    assert '<div class="formula" tabindex="0">' in wide.html
    assert "tabindex" not in rows.html


@pytest.mark.parametrize("tex", FORMULAS)
def test_formula_is_typeset_without_inline_style(tex: str) -> None:
    for result in typeset([Formula(tex, True), Formula(tex, False)]):
        assert result.error == ""
        for element in elements(result.html):
            assert not {"style", "onclick"} & set(element.attrib), element.attrib
            assert element.tag not in {"script", "style", "menclose"}
            if element.tag not in {"mstyle", "mtable"}:
                assert not {"displaystyle", "scriptlevel"} & set(element.attrib)


@pytest.mark.parametrize("tex", FORMULAS)
def test_formula_keeps_what_the_author_wrote(tex: str) -> None:
    (result,) = display(tex)
    annotations = [e.text for e in elements(result.html) if e.tag == "annotation"]
    assert annotations in ([tex], [])


def test_line_may_end_after_the_signs_of_a_long_inline_formula() -> None:
    short, long, unbroken = typeset(
        [
            Formula("a = b", False),
            Formula("f(a + b) = -c + (d = e) + g(h) + i j k l m n o p", False),
            Formula("(a + b = c + d)", False),
        ]
    )
    parts = [
        element for element in elements(long.html) if element.get("class") == "part"
    ]
    assert ["".join(part.itertext()) for part in parts] == [
        "f(a+b)=",
        "−c+",
        "(d=e)+",
        "g(h)+",
        "ijklmnop",
    ]
    assert "part" not in short.html + unbroken.html


def test_line_may_end_within_brackets_that_would_not_fit_a_phone() -> None:
    (result,) = typeset(
        [Formula("f(" + ", ".join("abcdefghijklmnopqrst") + ")", False)]
    )
    assert result.html.count('<mrow class="part">') == 20


def test_wide_inline_formula_without_parts_scrolls_by_keyboard() -> None:
    (result,) = typeset([Formula(r"\sqrt{" + "a b c" * 20 + "}", False)])
    assert result.html.startswith('<span class="formula-line" tabindex="0"><math>')


# What the engine lacks


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


def test_text_takes_signs_literally() -> None:
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


# Numbers and references


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


# Macros


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


# Mistakes


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
        ("a $ b", '"$" stands within a formula (character 3).'),
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


# Hostile input


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
    for display in (True, False):
        results = typeset([Formula(tex, display) for tex in formulas], macros)
        assert len(results) == len(formulas)
        for tex, result in zip(formulas, results, strict=True):
            result.html.encode()
            for element in elements(result.html):
                assert "style" not in element.attrib, tex
                assert element.tag not in {"img", "script"}, tex
