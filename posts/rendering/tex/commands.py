"""Rewriting of single commands: operators, delimiters, spaces."""

import re

from .rewriting import Handler, Rewriter
from .tokens import Reader, TexError, Token, at, spell

# Operators

_UPRIGHT = frozenset({"\\mathrm", "\\operatorname", "\\text", "\\textrm"})
_NAME = re.compile(r"(?:[^\W_]|[\s*'./-]|\\[,;: ])*")


def _operatorname(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    command = token.text + ("*" if reader.take("*") else "")
    return _operator(rewriter, command, reader.argument(), token.position, "\\mathrm")


def _mathop(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    """Write \\mathop as a named operator, which takes its limits above and below."""
    content = reader.argument()
    if len(content) == 1 and not content[0].text.isalpha() and content[0].text != "{":
        return [*at(token.position, "\\mathop"), *content]
    command = "\\operatorname*"
    if reader.take("\\nolimits"):
        command = "\\operatorname"
    return _operator(rewriter, command, content, token.position, "")


def _operator(
    rewriter: Rewriter, command: str, content: list[Token], position: int, font: str
) -> list[Token]:
    """Put anything but a plain name into a box: the engine takes no more as a name."""
    if len(content) > 1 and content[0].text == "\\rm":
        font, content = "\\mathrm", content[1:]
    elif len(content) > 3 and content[0].text in _UPRIGHT and content[1].text == "{":
        font, content = "\\mathrm", content[2:-1]
    name = spell(content)
    if font and _NAME.fullmatch(name):
        return at(position, f"{command}{{{name}}}")
    rewriter.spend(len(content), position)
    inner = rewriter.rewrite(
        [*at(position, font + "{"), *content, Token("}", position)]
    )
    return at(position, f"{command}{{{rewriter.box(inner, _in_row)}}}")


def _in_row(mathml: str) -> str:
    return f"<mrow>{mathml}</mrow>"


# Delimiters

_ANGLES = {"<": "\\langle", ">": "\\rangle"}


def _delimiter(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    """Read < and > as angle brackets, and drop empty delimiters of a fixed size."""
    reader.skip_space()
    following = reader.peek()
    if following == "{":
        rewriter.spend(reader.put_back(reader.argument()), token.position)
        following = reader.peek()
    if following in _ANGLES:
        position = reader.next().position
        return [token, Token(_ANGLES[following], position)]
    if following == "." and token.text[1] in "bB":
        reader.next()
        return []
    return [token]


_DELIMITERS = ("\\left", "\\right", "\\middle") + tuple(
    f"\\{size}{side}"
    for size in ("big", "Big", "bigg", "Bigg")
    for side in ("", *"lrm")
)


# Spaces


def _space(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    reader.take("*")
    return [token]


def _mspace(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    return [*at(token.position, "\\mkern"), *reader.argument()]


def _cline(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    reader.argument()
    return []


_LENGTH = re.compile(r"\d*\.?\d+(?:em|ex|pt|px|cm|mm|in|pc)")


def _rule(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    reader.optional()
    width, height = (spell(reader.argument()).replace(" ", "") for _ in range(2))
    for length in (width, height):
        if not _LENGTH.fullmatch(length):
            raise TexError(f'"{length}" is not a length', token.position)
    size = f'width="{width}" height="{height}"'
    space = f'<mspace class="rule" {size}/>'
    return at(token.position, f"{{{rewriter.box([], lambda _: space)}}}")


HANDLERS: dict[str, Handler] = {
    "\\operatorname": _operatorname,
    "\\mathop": _mathop,
    **dict.fromkeys(_DELIMITERS, _delimiter),
    "\\hspace": _space,
    "\\mspace": _mspace,
    "\\cline": _cline,
    "\\rule": _rule,
}
