"""Rewriting of environments, and of what numbers their rows."""

import re

from .rewriting import Frame, Handler, Rewriter
from .tokens import Reader, TexError, Token, at, spell

# Environments that differ from another only in spacing or in what may be around them.
_SAME_AS = {
    "split": "aligned",
    "alignat": "align",
    "alignat*": "align*",
    "alignedat": "aligned",
    "flalign": "align",
    "flalign*": "align*",
    "eqnarray": "align",
    "eqnarray*": "align*",
    "darray": "array",
}
_NUMBERING = frozenset(
    {
        *("equation", "align", "gather", "multline", "alignat", "flalign", "eqnarray"),
        *("equation*", "align*", "gather*", "multline*"),
        *("alignat*", "flalign*", "eqnarray*"),
    }
)
_TRANSPARENT = frozenset({"subequations", "displaymath", "math"})
_COLUMN_COUNT = frozenset({"alignat", "alignat*", "alignedat"})
_FENCES = {
    "": ("", ""),
    "p": ("\\left(", "\\right)"),
    "b": ("\\left[", "\\right]"),
    "B": ("\\left\\{", "\\right\\}"),
    "v": ("\\left|", "\\right|"),
    "V": ("\\left\\|", "\\right\\|"),
}
_MAX_COLUMNS = 60


def _begin(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    position = token.position
    name = spell(reader.argument())
    if name in _TRANSPARENT:
        rewriter.frames.append(Frame(name))
        return []
    if name in _COLUMN_COUNT:
        reader.argument()
    opening, ending = _written(rewriter, name, reader, position)
    rewriter.frames.append(Frame(name, ending, name in _NUMBERING))
    return at(position, opening)


def _written(
    rewriter: Rewriter, name: str, reader: Reader, position: int
) -> tuple[str, str]:
    """Return what opens and ends an environment; take its arguments."""
    fence, _, kind = name.partition("small")
    if kind == "matrix" and fence in _FENCES:
        # The engine sets a subarray, and nothing else, in the small size.
        left, right = _FENCES[fence]
        columns = "c" * _MAX_COLUMNS
        opening = f"{left}\\begin{{subarray}}{{{columns}}}"
        return opening, f"\\end{{subarray}}{right}"
    if name.endswith("matrix*") and name[:-7] in _FENCES:
        left, right = _FENCES[name[:-7]]
        columns = (spell(reader.optional() or ()) or "c") * _MAX_COLUMNS
        return f"{left}\\begin{{array}}{{{columns}}}", f"\\end{{array}}{right}"
    same = _SAME_AS.get(name, name)
    opening, ending = f"\\begin{{{same}}}", f"\\end{{{same}}}"
    if same in ("aligned", "gathered", "array"):
        reader.position_option()
    if same == "array":
        opening += f"{{{_columns(rewriter, reader, position)}}}"
    return opening, ending


def _columns(rewriter: Rewriter, reader: Reader, position: int) -> str:
    """Take a column specification; return it without what only changes its spacing."""
    reader = Reader(reader.argument())
    columns = ""
    while reader and len(columns) < _MAX_COLUMNS:
        letter = reader.next().text
        if letter in "@!<>":
            reader.argument()
        elif letter in "pmbwX":
            columns += "l"
            reader.argument()
        elif letter == "*":
            count = spell(reader.argument())
            times = int(count) if re.fullmatch("[0-9]{1,2}", count) else 0
            rewriter.spend(reader.put_back(reader.argument() * times), position)
        elif letter in "lcr|:":
            columns += letter
    return columns.replace("||", "|") or "c"


def _end(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    name = spell(reader.argument())
    frame = rewriter.frames[-1]
    if frame.name != name or len(rewriter.frames) == 1:
        begun = f"\\begin{{{frame.name}}}" if frame.name else "nothing"
        raise TexError(f"\\end{{{name}}} ends {begun}", token.position)
    rewriter.frames.pop()
    return [*_end_row(frame), *at(token.position, frame.ending)]


def _end_row(frame: Frame) -> list[Token]:
    row, frame.row, frame.cells = frame.row, [], 1
    return row


def _new_row(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    """Drop the distance after a line end: the engine would print it."""
    if reader.peek() == "*":
        reader.next()
    reader.length()
    if rewriter.is_outermost:
        rewriter.has_lines = True
    frame = rewriter.frames[-1]
    row = _end_row(frame) if frame.name else []
    return [*row, Token("\\\\", token.position)]


def _next_cell(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    if rewriter.text_depth:
        return at(token.position, "\\&")
    frame = rewriter.frames[-1]
    frame.cells += 1
    # eqnarray has its relation in a column of its own; align needs one mark only.
    is_second = frame.name.startswith("eqnarray") and frame.cells == 3
    return [] if is_second else [token]


def _rule(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    """Draw a double line as one: the engine refuses the second."""
    while reader.take(token.text):
        pass
    return [token]


def _unnumbered(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    frame = rewriter.numbering_frame()
    if frame.name:
        frame.row += at(token.position, "\\notag")
    return []


def _tag(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    star = "*" if reader.take("*") else ""
    tags = rewriter.document.tags
    rewriter.numbering_frame().row += at(token.position, f"\\tag{star}{{T{len(tags)}}}")
    tags.append(_plain(reader.argument()))
    return []


_SYMBOLS = {
    "\\ast": "∗",
    "\\star": "⋆",
    "\\dagger": "†",
    "\\ddagger": "‡",
    "\\prime": "′",
    "\\S": "§",
    "\\P": "¶",
    "\\bullet": "•",
    "'": "′",
    "~": "\u00a0",
}
_IGNORED_IN_TAGS = frozenset(
    {"$", "{", "}", "\\text", "\\textbf", "\\textit", "\\textrm", "\\mathrm", "\\rm"}
)


def _plain(tokens: list[Token]) -> str:
    """Return the text of a tag, which the engine would only accept in ASCII."""
    text = ""
    for token in tokens:
        if token.text in _IGNORED_IN_TAGS:
            continue
        symbol = _SYMBOLS.get(token.text, token.text)
        if token.is_word and symbol is token.text:
            raise TexError("A tag can contain only text", token.position)
        text += symbol.removeprefix("\\")
    return text


def _label(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    """Note a label for the end of the row: the engine accepts it nowhere else."""
    label = spell(reader.argument())
    document = rewriter.document
    if label in document.labelled:
        raise TexError(f'The label "{label}" is used twice', token.position)
    document.labelled.add(label)
    frame = rewriter.numbering_frame()
    frame.row += at(token.position, f"\\label{{{document.key(label)}}}")
    return []


def _reference(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    label = spell(reader.argument())
    rewriter.references.append((label, token.position))
    return at(token.position, f"\\eqref{{{rewriter.document.key(label)}}}")


def _bare_reference(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    tokens = _reference(rewriter, token, reader)
    return at(token.position, rewriter.box(tokens, _without_parentheses))


def _without_parentheses(mathml: str) -> str:
    return mathml.replace(">(", ">", 1).replace(")<", "<", 1)


HANDLERS: dict[str, Handler] = {
    "\\begin": _begin,
    "\\end": _end,
    "\\\\": _new_row,
    "\\cr": _new_row,
    "\\newline": _new_row,
    "&": _next_cell,
    "\\hline": _rule,
    "\\hdashline": _rule,
    "\\notag": _unnumbered,
    "\\nonumber": _unnumbered,
    "\\tag": _tag,
    "\\label": _label,
    "\\eqref": _reference,
    "\\cref": _reference,
    "\\Cref": _reference,
    "\\autoref": _reference,
    "\\ref": _bare_reference,
}
