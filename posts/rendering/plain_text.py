"""The plain text of rendered HTML: for the title element, descriptions and search."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from .feed_mathematics import unicode_text
from .tree import Element, Node, Trusted, names, parse

_INLINE: Final = names(
    """
    a abbr b bdi cite code data del dfn em i ins kbd mark q s samp small span
    strong sub sup time u var wbr
    """
)
_SKIPPED: Final = frozenset({"footnote-ref", "footnote-back"})
_MATHEMATICS = re.compile(
    r"<math\b(?:(?!</math>).)*<annotation[^>]*>([^<]*)</annotation></semantics></math>",
    re.DOTALL,
)
# Chinese and Japanese are counted by characters, as their writers do.
_WORD = re.compile(
    r"[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
    r"|[^\W\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
    r"[^\W\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]*+"
    r"(?:['’.,-]\w++)*+"
)


def plain_text(nodes: Iterable[Node]) -> str:
    """Return the text without note numbers; formulas as TeX, whitespace collapsed."""
    return _joined(nodes, lambda piece: piece.text)


def line_text(nodes: Iterable[Node]) -> str:
    """Return the text of a title or a summary: formulas as Unicode has them."""
    return _joined(nodes, _formula_text)


def _formula_text(piece: Trusted) -> str:
    if not piece.html.startswith("<math"):
        return piece.text
    [math] = parse(piece.html)
    return unicode_text(math) if isinstance(math, Element) else piece.text


def _joined(nodes: Iterable[Node], write: Callable[[Trusted], str]) -> str:
    pieces = (
        piece if isinstance(piece, str) else write(piece) for piece in _pieces(nodes)
    )
    return " ".join("".join(pieces).split())


def word_count(nodes: Iterable[Node]) -> int:
    """Return the number of words; a formula is one."""
    pieces = list(_pieces(nodes))
    text = "".join(piece if isinstance(piece, str) else " " for piece in pieces)
    trusted = sum(piece.words for piece in pieces if isinstance(piece, Trusted))
    return count_words(text) + trusted


def _pieces(nodes: Iterable[Node]) -> Iterator[str | Trusted]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif isinstance(node, Trusted):
            around = " " if node.is_block else ""
            yield around
            yield node
            yield around
        elif _SKIPPED.isdisjoint(node.classes):
            around = "" if node.name in _INLINE else " "
            yield around
            yield from _pieces(node.children)
            yield around


def count_words(text: str) -> int:
    """Return the number of words; a Chinese or Japanese character is one."""
    return sum(1 for _ in _WORD.finditer(text))


def text_of(html: str) -> str:
    """Return the plain text of a line that is already rendered; formulas as TeX."""
    nodes = parse(_MATHEMATICS.sub(r"\1", html))
    return plain_text(nodes)
