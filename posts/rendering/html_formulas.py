"""Formulas in the text of the author's HTML, which Markdown leaves alone."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Final

from .dollars import split
from .tree import names

_TAG = re.compile(r'(</?[a-z][^<>"]*+(?:"[^"]*+"[^<>"]*+)*+>)')
_NAME = re.compile(r"<(/?)([a-z0-9-]+)")
_VERBATIM: Final = names("code kbd pre samp")
_IN_LINE: Final = names("a b caption em h1 h2 h3 h4 h5 h6 i span strong summary u")

type Typesetter = Callable[[str, bool, int], str]


def with_formulas(html: str, typeset: Typesetter, line: int) -> str:
    """Return the HTML with formulas in its text replaced.

    `typeset` takes TeX, whether it is displayed, and its line; `line` is the first
    of the HTML. The HTML has well-formed tags with attributes in double quotes.
    """
    if not any(mark in html for mark in ("$", "\\begin", "ref{")):
        return html
    out: list[str] = []
    verbatim = 0
    innermost = ""
    for index, piece in enumerate(_TAG.split(html)):
        if index % 2 == 1:
            closing, name = _NAME.findall(piece)[0]
            innermost = "" if closing else name
            if name in _VERBATIM:
                verbatim += -1 if closing else 1
            out.append(piece)
        elif verbatim:
            out.append(piece)
        else:
            out.extend(_replaced(piece, typeset, innermost in _IN_LINE, line))
        line += piece.count("\n")
    return "".join(out)


def _replaced(
    text: str, typeset: Typesetter, in_line: bool, line: int
) -> Iterator[str]:
    for part in split(text):
        if isinstance(part, str):
            yield part
            line += part.count("\n")
            continue
        display = part.display and not in_line
        insert = typeset(unescape(part.tex), display, line)
        yield f"<div>{insert}</div>" if display else insert
        line += part.tex.count("\n")
