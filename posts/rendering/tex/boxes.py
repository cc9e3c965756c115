"""Commands that only MathML can express: smashed, overlapping, coloured, ruled."""

import re
from collections.abc import Callable

from .rewriting import Handler, Rewriter
from .tokens import Reader, TexError, Token, at, spell


def in_row(mathml: str) -> str:
    """Wrap MathML so that it counts as one element."""
    return f"<mrow>{mathml}</mrow>"


def _boxed(opening: str, closing: str) -> Handler:
    """Return a handler that puts the argument between these tags."""

    def handler(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
        content = reader.argument()
        rewriter.spend(len(content), token.position)
        inner = rewriter.rewrite(content)
        box = rewriter.box(inner, lambda mathml: f"{opening}{mathml}{closing}")
        return at(token.position, f"{{{box}}}")

    return handler


def _smash(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    part = spell(reader.optional() or ())
    sides = {"t": 'height="0"', "b": 'depth="0"'}.get(part, 'height="0" depth="0"')
    return _boxed(f"<mpadded {sides}>", "</mpadded>")(rewriter, token, reader)


def _overlap(side: str) -> Handler:
    opening = f'<mpadded width="0" class="{side}-overlap"><mrow>'
    return _boxed(opening, "</mrow></mpadded>")


_LENGTH = re.compile(r"\d*\.?\d+(?:em|ex|pt|px|cm|mm|in|pc)")


def _rule(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    reader.optional()
    width, height = (spell(reader.argument()).replace(" ", "") for _ in range(2))
    for length in (width, height):
        if not _LENGTH.fullmatch(length):
            raise TexError(f'"{length}" is not a length', token.position)
    size = f'width="{width}" height="{height}"'
    box = rewriter.box([], _always(f'<mspace {size} mathbackground="currentcolor"/>'))
    return at(token.position, f"{{{box}}}")


def _always(mathml: str) -> Callable[[str], str]:
    return lambda _: mathml


HANDLERS: dict[str, Handler] = {
    "\\smash": _smash,
    "\\mathllap": _overlap("left"),
    "\\llap": _overlap("left"),
    "\\mathrlap": _overlap("right"),
    "\\rlap": _overlap("right"),
    "\\mathclap": _overlap("centre"),
    "\\clap": _overlap("centre"),
    "\\rule": _rule,
}
