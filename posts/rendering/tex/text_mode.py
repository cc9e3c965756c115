"""Rewriting of text within formulas."""

from .rewriting import Handler, Rewriter
from .tokens import Reader, TexError, Token, at

_TEXT = {
    "\\text": "\\text",
    "\\mbox": "\\text",
    "\\hbox": "\\text",
    "\\textnormal": "\\text",
    "\\textmd": "\\text",
    "\\textup": "\\text",
    "\\textrm": "\\textrm",
    "\\textbf": "\\textbf",
    "\\textit": "\\textit",
    "\\textsl": "\\textit",
    "\\textsf": "\\textsf",
    "\\texttt": "\\texttt",
    "\\textsc": "\\textsc",
    "\\emph": "\\emph",
}


def _text(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    """Write text, closed around each formula in it: the engine accepts none there."""
    opening = at(token.position, _TEXT[token.text] + "{")
    content = reader.argument()
    rewriter.spend(len(content), token.position)
    rewriter.text_depth += 1
    written: list[Token] = []
    rest = Reader(content)
    while rest:
        words, formula = _split(rest)
        if words:
            written += [*opening, *rewriter.rewrite(words), Token("}", token.position)]
        if formula is not None:
            written += _formula_in_text(rewriter, formula)
    rewriter.text_depth -= 1
    if rewriter.text_depth or not written:
        return written
    return [Token("{", token.position), *written, Token("}", token.position)]


def _split(reader: Reader) -> tuple[list[Token], list[Token] | None]:
    """Take words up to a formula, and the formula after them."""
    words: list[Token] = []
    while reader:
        token = reader.next()
        if token.text in ("$", "\\("):
            return words, reader.until("$" if token.text == "$" else "\\)")
        words.append(token)
    return words, None


def _formula_in_text(rewriter: Rewriter, formula: list[Token]) -> list[Token]:
    if rewriter.text_depth > 1 and formula:
        message = "A formula in text must be directly inside it"
        raise TexError(message, formula[0].position)
    depth, rewriter.text_depth = rewriter.text_depth, 0
    written = rewriter.rewrite(formula) if formula else []
    rewriter.text_depth = depth
    return written


# A plain space would be lost after a command such as \\%.
_TEXT_CHARACTERS = {"_": "\\_", "#": "\\#", "^": "ˆ", " ": "~"}


def _character(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    """Take literally, within text, what has a meaning only in a formula."""
    if rewriter.text_depth:
        return at(token.position, _TEXT_CHARACTERS[token.text])
    return [token]


def _dollar(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    raise TexError('"$" is inside a formula', token.position)


HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(_TEXT, _text),
    **dict.fromkeys(_TEXT_CHARACTERS, _character),
    "$": _dollar,
}
