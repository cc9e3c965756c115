"""What the tests of mathematics share: formulas typeset, and what is read of them."""

import re
import xml.etree.ElementTree as ElementTree

from posts.rendering.mathematics import Formula, Typeset, typeset


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
