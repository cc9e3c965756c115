"""What stops a formula from harming the engine: limits by count, balanced brackets."""

import re
from dataclasses import dataclass

from .tokens import TexError, Token

MAX_TOKENS = 10_000
"""Longer than any formula; it bounds the size of the output."""

MAX_NESTING = 400
"""Commands and brackets around one spot, a group counting as four: about ten times as
many would overflow the engine's stack, and with it end the process."""

_GROUP_WEIGHT = 4

INVISIBLE_CLOSE = "⦘"
"""A closing bracket that nobody writes; what it becomes is removed again."""

_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    f"{INVISIBLE_CLOSE}\U000f0000-\U0010ffff]"
)
_SIZES = ("big", "Big", "bigg", "Bigg")
_OPENING = frozenset(
    {
        *"([⌈⌊⌜⌞⎰❲⟅⟦⟨⟪⟬⟮⦃⦅⦇⦉⦋⦍⦏⦑⦓⦕⦗⧘⧚⧼",
        *("\\{", "\\lmoustache", "\\lgroup", "\\langle", "\\lvert", "\\lVert"),
        *("\\lbrace", "\\lbrack", "\\lparen", "\\lfloor", "\\lceil", "\\ulcorner"),
        *("\\llcorner", "\\llbracket", "\\lBrace", "\\lang", "\\mathopen"),
        *(f"\\{size}l" for size in _SIZES),
    }
)
_CLOSING = frozenset(
    {
        *")]⌉⌋⟩",
        *("\\}", "\\rangle", "\\rvert", "\\rVert", "\\rbrace", "\\rbrack", "\\rparen"),
        *("\\rfloor", "\\rceil", *(f"\\{size}r" for size in _SIZES)),
    }
)
# The bracket after one of these is part of the command.
_TAKES_BRACKET = frozenset(
    {
        *("\\left", "\\right", "\\middle", "\\mathord", "\\mathrel", "\\mathbin"),
        *("\\mathpunct", "\\mathop", "\\mathclose", "\\mathopen"),
        *(f"\\{size}{side}" for size in _SIZES for side in ("", *"lrm")),
    }
)
_BREAKS = frozenset(
    {"&", "\\\\", "\\middle", "\\over", "\\choose", "\\atop", "\\brace", "\\brack"}
)
_STARTS = {"{": "}", "\\left": "\\right", "\\begin": "\\end"}


@dataclass(slots=True)
class _Group:
    """A part within which brackets must match: a group, \\left...\\right, a cell."""

    end: str
    outside: int
    start: int
    unclosed: int = 0
    commands: int = 0

    @property
    def depth(self) -> int:
        return self.outside + self.unclosed + self.commands


def unfit_character(source: str) -> re.Match[str] | None:
    """Find a character that HTML forbids, or that has a meaning of its own here."""
    return _UNFIT.search(source)


def readable(source: str) -> str:
    """Return the text with each unfit character replaced."""
    return _UNFIT.sub("\ufffd", source)


def guard(tokens: list[Token]) -> list[Token]:
    """Return tokens that are safe for the engine, or raise TexError.

    The engine tries each bracket that has no partner in its group both ways, so that
    twenty of them take a second, and forty a year. They get an invisible partner.
    """
    if len(tokens) > MAX_TOKENS:
        message = f"The formula is longer than {MAX_TOKENS} tokens"
        raise TexError(message, tokens[MAX_TOKENS].position)
    guarded: list[Token] = []
    groups = [_Group("", 0, 0)]
    previous = ""
    for token in tokens:
        _leave(groups, guarded, token)
        guarded.append(token)
        _enter(groups, guarded, token, previous)
        if groups[-1].depth > MAX_NESTING:
            raise TexError("The formula is nested too deeply", token.position)
        previous = token.text if token.text != " " else previous
    _close(groups[0], guarded, tokens[-1].position if tokens else 0)
    return guarded


def _leave(groups: list[_Group], guarded: list[Token], token: Token) -> None:
    """Close what ends before this token."""
    group = groups[-1]
    if token.text == group.end:
        is_single = group.unclosed and len(guarded) - group.start <= 2
        if not is_single:
            _close(group, guarded, token.position)
        groups.pop()
        groups[-1].unclosed += group.unclosed
    elif token.text in _BREAKS:
        _close(group, guarded, token.position)
        if group.end == "\\end":
            group.commands = 0


def _close(group: _Group, guarded: list[Token], position: int) -> None:
    guarded.extend([Token(INVISIBLE_CLOSE, position)] * group.unclosed)
    group.unclosed = 0


def _enter(
    groups: list[_Group], guarded: list[Token], token: Token, previous: str
) -> None:
    """Count what opens with this token."""
    group = groups[-1]
    text = token.text
    if text in _STARTS or (text == "[" and _takes_option(previous)):
        depth = group.depth + _GROUP_WEIGHT
        groups.append(_Group(_STARTS.get(text, "]"), depth, len(guarded)))
    elif text in _OPENING and previous not in _TAKES_BRACKET:
        group.unclosed += 1
    elif text in _CLOSING and previous not in _TAKES_BRACKET:
        group.unclosed = max(0, group.unclosed - 1)
    elif token.is_word:
        group.commands += 1


def _takes_option(previous: str) -> bool:
    return previous == "\\sqrt" or previous.startswith("\\x")
