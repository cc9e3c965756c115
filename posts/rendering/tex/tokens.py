"""TeX as a list of tokens: reading it, taking arguments from it, writing it back."""

import re
from collections.abc import Iterable
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<word>\\[a-zA-Z]+)\s*   # TeX skips the whitespace after a control word
      | (?P<space>\s+)
      | %[^\n]*(?:\n\s*|\Z)        # a comment swallows its line end and the indentation
      | (?P<other>\\.|.)""",
    re.VERBOSE | re.DOTALL,
)

_LENGTH = re.compile(r"\[\s*(-?[\d.]+\s*(?:[a-z]{2}|\\[a-z]+)?)\s*\]")


class Token(NamedTuple):
    """A control sequence, one other character, or a space for a run of whitespace.

    `position` counts characters from 0 in the text that the author wrote.
    """

    text: str
    position: int

    @property
    def is_word(self) -> bool:
        """Whether this is a control word, such as \\alpha."""
        return len(self.text) > 1 and self.text[1].isalpha()


class TexError(Exception):
    """A mistake in a formula: what is wrong, and at which character."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


def tokenize(source: str) -> list[Token]:
    """Return the tokens of a formula, without its comments."""
    tokens = []
    for match in _TOKEN.finditer(source):
        kind = match.lastgroup
        if kind:
            text = " " if kind == "space" else match[kind]
            tokens.append(Token(text, match.start()))
    return tokens


def write(tokens: Iterable[Token]) -> tuple[str, list[int]]:
    """Return TeX for the tokens, and where in it each of them begins."""
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    after_word = False
    for token in tokens:
        if after_word and token.text[0].isalpha():
            parts.append(" ")
            length += 1
        starts.append(length)
        parts.append(token.text)
        length += len(token.text)
        after_word = token.is_word
    return "".join(parts), starts


def spell(tokens: Iterable[Token]) -> str:
    """Return the tokens as text, such as the name of an environment."""
    return write(tokens)[0].strip()


def at(position: int, source: str) -> list[Token]:
    """Return the tokens of a text that takes the place of what stood at `position`."""
    return [Token(token.text, position) for token in tokenize(source)]


class Reader:
    """Tokens still to be read, with a way to put some back in front."""

    def __init__(self, tokens: Iterable[Token]) -> None:
        self._rest = list(tokens)[::-1]
        self._end = self._rest[0].position + 1 if self._rest else 0

    def __bool__(self) -> bool:
        return bool(self._rest)

    def next(self) -> Token:
        """Take one token; raise TexError at the end."""
        if not self._rest:
            raise TexError("Something is missing at the end", self._end)
        return self._rest.pop()

    def peek(self) -> str:
        """Return the text of the next token, "" at the end."""
        return self._rest[-1].text if self._rest else ""

    def put_back(self, tokens: Iterable[Token]) -> int:
        """Put tokens in front of the rest; return how many."""
        before = len(self._rest)
        self._rest.extend(reversed(list(tokens)))
        return len(self._rest) - before

    def skip_space(self) -> None:
        """Pass over whitespace."""
        while self.peek() == " ":
            self._rest.pop()

    def take(self, text: str) -> bool:
        """Take the next token if it is this one, whitespace aside."""
        self.skip_space()
        if self.peek() != text:
            return False
        self._rest.pop()
        return True

    def argument(self) -> list[Token]:
        """Take one token, or a group without its braces, as TeX reads an argument."""
        self.skip_space()
        first = self.next()
        if first.text == "}":
            raise TexError("An argument is missing", first.position)
        return self._until("}", first) if first.text == "{" else [first]

    def optional(self) -> list[Token] | None:
        """Take what is in square brackets, if it comes next."""
        self.skip_space()
        return self._until("]", self.next()) if self.peek() == "[" else None

    def length(self) -> str:
        """Take a length in brackets, as after a line end; leave any other bracket."""
        ahead = "".join(token.text for token in self._rest[:-24:-1])
        match = _LENGTH.match(ahead)
        if match is None:
            return ""
        del self._rest[-len(match[0]) :]
        return match[1]

    def position_option(self) -> None:
        """Drop the [t], [c] or [b] that sets an environment's height on the line."""
        if "".join(token.text for token in self._rest[:-4:-1]) in ("[t]", "[c]", "[b]"):
            del self._rest[-3:]

    def until(self, stop: str) -> list[Token]:
        """Take everything before the next `stop`, and drop that."""
        taken = []
        while (token := self.next()).text != stop:
            taken.append(token)
        return taken

    def _until(self, close: str, opening: Token) -> list[Token]:
        taken: list[Token] = []
        depth = 0
        while self._rest:
            token = self._rest.pop()
            if token.text == close and depth == 0:
                return taken
            if token.text == "{":
                depth += 1
            elif token.text == "}":
                depth -= 1
                if depth < 0:
                    break
            taken.append(token)
        raise TexError(f'"{opening.text}" is never closed', opening.position)
