"""Mathematics as a reader gets it: MathML with its source, and lines that can end."""

import pytest

from posts.rendering.mathematics import Formula, typeset
from tests.support.formulas import FORMULAS
from tests.support.typesetting import display, elements


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


def test_line_may_end_after_the_operators_of_a_long_inline_formula() -> None:
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
