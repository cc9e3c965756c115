"""TeX macros: definitions as authors write them, and their expansion."""

from collections.abc import Sequence
from dataclasses import dataclass

from .tokens import Reader, TexError, Token, at, spell


@dataclass(frozen=True, slots=True)
class Macro:
    """A command made from others; `default` is the value of a first, optional argument.

    A final one stands for a command of the engine itself, however that may have been
    redefined since: \\let keeps the old meaning.
    """

    body: tuple[Token, ...]
    arguments: int = 0
    default: tuple[Token, ...] | None = None
    is_final: bool = False

    def expand(self, name: Token, reader: Reader) -> list[Token]:
        """Take the arguments and return the body with them put in."""
        values: list[Sequence[Token]] = []
        if self.default is not None:
            given = reader.optional()
            values.append(self.default if given is None else given)
        while len(values) < self.arguments:
            values.append(reader.argument())
        return self._fill(values, name.position)

    def _fill(self, values: list[Sequence[Token]], position: int) -> list[Token]:
        expanded: list[Token] = []
        body = iter(self.body)
        for token in body:
            if token.text != "#":
                expanded.append(Token(token.text, position))
                continue
            number = next(body, token).text
            if number == "#":
                expanded.append(Token("#", position))
            elif number.isdecimal() and 0 < int(number) <= len(values):
                expanded.extend(values[int(number) - 1])
            else:
                raise TexError(f'A macro has no argument "#{number}"', position)
        return expanded


Macros = dict[str, Macro]


def define(command: Token, reader: Reader, macros: Macros) -> None:
    """Carry out a definition whose first word has just been read."""
    if command.text == "\\let":
        _let(reader, macros)
    elif command.text in ("\\def", "\\gdef", "\\edef", "\\xdef"):
        name = _name(reader)
        macros[name] = _def(reader)
    elif command.text == "\\DeclareMathOperator":
        _operator(command, reader, macros)
    elif command.text == "\\DeclarePairedDelimiter":
        _delimiters(command, reader, macros)
    else:
        _newcommand(command, reader, macros)


DEFINITIONS = frozenset(
    {
        "\\newcommand",
        "\\renewcommand",
        "\\providecommand",
        "\\DeclareRobustCommand",
        "\\def",
        "\\gdef",
        "\\edef",
        "\\xdef",
        "\\let",
        "\\DeclareMathOperator",
        "\\DeclarePairedDelimiter",
    }
)


def _name(reader: Reader) -> str:
    reader.skip_space()
    token = reader.next()
    if token.text == "{":
        reader.put_back([token])
        inner = [part for part in reader.argument() if part.text != " "]
        token = inner[0] if len(inner) == 1 else token
    if not token.text.startswith("\\"):
        raise TexError(
            "The name of a macro must begin with a backslash", token.position
        )
    return token.text


def _newcommand(command: Token, reader: Reader, macros: Macros) -> None:
    reader.take("*")
    name = _name(reader)
    count = reader.optional()
    default = reader.optional()
    number = spell(count or ())
    if number and (not number.isdecimal() or int(number) > 9):
        raise TexError("A macro takes 0 to 9 arguments", command.position)
    body = tuple(reader.argument())
    if command.text == "\\providecommand" and name in macros:
        return
    macros[name] = Macro(
        body, int(number or 0), None if default is None else tuple(default)
    )


def _def(reader: Reader) -> Macro:
    arguments = 0
    while reader.peek() in ("#", " "):
        hash_sign = reader.next()
        if hash_sign.text == " ":
            continue
        arguments += 1
        if reader.next().text != str(arguments):
            raise TexError("The arguments must be #1, #2, ...", hash_sign.position)
    if reader.peek() != "{":
        raise TexError("\\def with delimiters is not supported", reader.next().position)
    return Macro(tuple(reader.argument()), arguments)


def _let(reader: Reader, macros: Macros) -> None:
    name = _name(reader)
    reader.take("=")
    reader.skip_space()
    target = reader.next()
    macros[name] = macros.get(target.text) or Macro((target,), is_final=True)


def _operator(command: Token, reader: Reader, macros: Macros) -> None:
    star = "*" if reader.take("*") else ""
    name = _name(reader)
    position = command.position
    body = [*at(position, f"\\operatorname{star}{{"), *reader.argument()]
    macros[name] = Macro((*body, Token("}", position)))


def _delimiters(command: Token, reader: Reader, macros: Macros) -> None:
    """Define \\abs{x}; \\abs*{x} stretches, and \\abs[\\big]{x} has that size."""
    name = _name(reader)
    left, right = reader.argument(), reader.argument()
    plain = (*left, *at(command.position, "#1"), *right)
    macros[name] = Macro(plain, 1)
    position = command.position
    sized = at(position, "\\left"), at(position, "#1\\right")
    macros[name + "*"] = Macro((*sized[0], *left, *sized[1], *right), 1)
