"""From the TeX that authors write to the TeX that the engine reads.

The engine is quick and typesets well, but knows fewer commands than authors do, and
takes some things literally. `Rewriter` expands macros and calls a handler for each
command that needs other words; `environments`, `commands`, `text_mode`, `colours` and
`marks` contain those.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .macros import DEFINITIONS, Macros, define
from .tokens import Reader, TexError, Token, at

MAX_DEPTH = 100
"""Groups within groups: the engine overflows the stack at a few thousand."""

MAX_EXPANSION = 20_000
"""Tokens that macros may put into one formula."""


@dataclass(slots=True)
class Document:
    """What the formulas of one text share."""

    macros: Macros
    colours: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    labelled: set[str] = field(default_factory=set)
    tags: list[str] = field(default_factory=list)
    allowance: int = 10 * MAX_EXPANSION

    def key(self, label: str) -> str:
        """Return the name by which the engine knows a label: it is picky about them."""
        return self.labels.setdefault(label, f"L{len(self.labels)}")


@dataclass(frozen=True, slots=True)
class Box:
    """A part that is typeset by itself, then wrapped by a function of its MathML.

    In the formula a private-use character stands for it.
    """

    tokens: list[Token]
    wrap: Callable[[str], str]


@dataclass(slots=True)
class Frame:
    """An environment that is open; `row` is what numbers its present row."""

    name: str
    ending: str = ""
    is_numbering: bool = False
    row: list[Token] = field(default_factory=list)
    cells: int = 1


class Rewriter:
    """One formula on its way to the engine."""

    def __init__(self, document: Document, handlers: "Mapping[str, Handler]") -> None:
        self.document = document
        self.frames = [Frame("", is_numbering=True)]
        self.boxes: list[Box] = []
        self.marks: dict[str, tuple[str, str]] = {}
        self.references: list[tuple[str, int]] = []
        self.has_definitions = False
        self.has_lines = False
        self.text_depth = 0
        self._handlers = handlers
        self._depth = 0
        self._braces = 0
        self._expansion = 0

    def rewrite(self, tokens: list[Token]) -> list[Token]:
        """Return tokens that the engine reads; raise TexError on a mistake."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise TexError("Commands are nested too deeply", tokens[0].position)
        reader = Reader(tokens)
        written: list[Token] = []
        while reader:
            token = reader.next()
            self._braces += (token.text == "{") - (token.text == "}")
            written += self._rewrite(token, reader)
        self._depth -= 1
        return written

    def finish(self, written: list[Token]) -> list[Token]:
        """Put the formula into the environment that its lines or its number need."""
        if len(self.frames) > 1:
            name = self.frames[-1].name
            raise TexError(f"\\begin{{{name}}} has no \\end{{{name}}}", 0)
        if self.has_lines:
            written = enclose("gathered", written)
        if row := self.frames[0].row:
            written = enclose("equation", [*written, *row])
        return written

    def spend(self, count: int, position: int) -> None:
        """Count tokens that a command puts in; raise TexError when it gets absurd."""
        self._expansion += count
        self.document.allowance -= count
        if self._expansion > MAX_EXPANSION or self.document.allowance < 0:
            raise TexError("Macros expand to too much, or without end", position)

    def insert(self, tokens: list[Token], reader: Reader, position: int) -> list[Token]:
        """Have tokens read as though they stood in the formula."""
        self.spend(1 + reader.put_back(tokens), position)
        return []

    def box(self, tokens: list[Token], wrap: Callable[[str], str]) -> str:
        """Return the character that stands for a box in the formula."""
        self.boxes.append(Box(tokens, wrap))
        return placeholder(len(self.boxes) - 1)

    @property
    def is_outermost(self) -> bool:
        """Whether no group, environment or argument is open."""
        return self._depth == 1 and self._braces == 0 and len(self.frames) == 1

    def numbering_frame(self) -> Frame:
        """Return the environment whose rows take the numbers here."""
        return next(frame for frame in reversed(self.frames) if frame.is_numbering)

    def _rewrite(self, token: Token, reader: Reader) -> list[Token]:
        name = token.text
        macros = self.document.macros
        if name in macros:
            if name + "*" in macros and reader.peek() == "*":
                name += reader.next().text
            macro = macros[name]
            body = macro.expand(token, reader)
            if not macro.is_final:
                return self.insert(body, reader, token.position)
            (token,) = body
            name = token.text
        if name in DEFINITIONS:
            self.has_definitions = True
            define(token, reader, macros)
            return []
        handler = self._handlers.get(name)
        return handler(self, token, reader) if handler else [token]


Handler = Callable[[Rewriter, Token, Reader], list[Token]]
"""What writes a command in other words; the reader is just after the command."""


def placeholder(index: int) -> str:
    """Return the character of the formula's box with this index."""
    return chr(0xF0000 + index)


def enclose(environment: str, tokens: list[Token]) -> list[Token]:
    """Return tokens within \\begin and \\end."""
    last = tokens[-1].position if tokens else 0
    begin, end = f"\\begin{{{environment}}}", f"\\end{{{environment}}}"
    return [*at(0, begin), *tokens, *at(last, end)]
