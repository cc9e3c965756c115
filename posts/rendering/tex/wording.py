"""Rewriting of single commands: text, operators, delimiters, colours, spaces."""

import re

from PIL import ImageColor

from .boxes import in_row
from .rewriting import Handler, Rewriter
from .tokens import Reader, TexError, Token, at, spell

PRELUDE = r"""
\def\pmb#1{\boldsymbol{#1}} \def\mathnormal#1{#1} \def\mathsfit#1{\mathsf{#1}}
\def\mathds#1{\mathbb{#1}} \def\mathbbm#1{\mathbb{#1}} \def\Bbb#1{\mathbb{#1}}
\def\enspace{\hspace{0.5em}} \def\enskip{\hspace{0.5em}} \def\thinspace{\,}
\def\dotsc{\ldots} \def\dotso{\ldots} \def\mathellipsis{\ldots} \def\dotsb{\cdots}
\def\dotsm{\cdots} \def\dotsi{\cdots} \def\varvdots{\vdots}
\def\smallsmile{\smile} \def\smallfrown{\frown} \def\thicksim{\sim}
\def\thickapprox{\approx} \def\shortmid{\mid} \def\shortparallel{\parallel}
\def\nshortmid{\nmid} \def\nshortparallel{\nparallel} \def\varpropto{\propto}
\def\smallsetminus{\setminus} \def\centerdot{\cdot} \def\sdot{\cdot}
\def\intop{\int\limits} \def\smallint{\int} \def\ordinarycolon{:}
\def\mapsfrom{\mathrel{↤}} \def\vcenter#1{#1} \def\ensuremath#1{#1} \def\strut{\mathstrut}
\def\varlimsup{\mathop{\overline{\lim}}} \def\varliminf{\mathop{\underline{\lim}}}
\def\varinjlim{\mathop{\underrightarrow{\lim}}}
\def\varprojlim{\mathop{\underleftarrow{\lim}}}
\def\substack#1{\begin{subarray}{c}#1\end{subarray}}
\def\nicefrac#1#2{{}^{#1}\!/\!{}_{#2}} \def\sfrac#1#2{{}^{#1}\!/\!{}_{#2}}
\def\TeX{\text{TeX}} \def\LaTeX{\text{LaTeX}} \def\hfill{\quad}
\def\textcopyright{\text{©}} \def\textregistered{\text{®}}
\def\relax{} \def\nobreak{} \def\allowbreak{} \def\noexpand{} \def\displaylimits{}
\def\global{} \def\long{} \def\xspace{} \def\makeatletter{} \def\makeatother{}
\def\DOTSB{} \def\DOTSI{} \def\DOTSX{} \def\protect{}
\def\tiny{} \def\scriptsize{} \def\footnotesize{} \def\small{} \def\normalsize{}
\def\large{} \def\Large{} \def\LARGE{} \def\huge{} \def\Huge{}
\newcommand\usepackage[2][]{} \newcommand\require[1]{}
"""
"""Macros for commands that the engine lacks and that others express well enough."""


# Text

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
    """Write text, and close it around each formula in it: the engine takes none there."""
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
    """Take words up to a formula, and the formula behind them."""
    words: list[Token] = []
    while reader:
        token = reader.next()
        if token.text in ("$", "\\("):
            return words, reader.until("$" if token.text == "$" else "\\)")
        words.append(token)
    return words, None


def _formula_in_text(rewriter: Rewriter, formula: list[Token]) -> list[Token]:
    if rewriter.text_depth > 1 and formula:
        message = "A formula in text must stand directly in it"
        raise TexError(message, formula[0].position)
    depth, rewriter.text_depth = rewriter.text_depth, 0
    written = rewriter.rewrite(formula) if formula else []
    rewriter.text_depth = depth
    return written


_TEXT_CHARACTERS = {"_": "\\_", "#": "\\#", "^": "ˆ"}


def _character(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    """Take literally, within text, what means something in a formula only."""
    if rewriter.text_depth:
        return at(token.position, _TEXT_CHARACTERS[token.text])
    return [token]


def _dollar(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    raise TexError('"$" stands within a formula', token.position)


# Operators

_NAME = re.compile(r"(?:[\w\s*'./-]|\\[,;: ])*")


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
    name = spell(content)
    if font and _NAME.fullmatch(name):
        return at(position, f"{command}{{{name}}}")
    rewriter.spend(len(content), position)
    inner = rewriter.rewrite(
        [*at(position, font + "{"), *content, Token("}", position)]
    )
    return at(position, f"{command}{{{rewriter.box(inner, in_row)}}}")


# Delimiters

_ANGLES = {"<": "\\langle", ">": "\\rangle"}


def _delimiter(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    """Read < and > as angle brackets, and drop empty delimiters of a fixed size."""
    reader.skip_blank()
    following = reader.peek()
    if following == "{":
        reader.put_back(reader.argument())
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


# Colours

_PALETTE = {
    "#6A7ABF": "Periwinkle",
    "#FFB882": "Apricot",
    "#D04C17": "Bittersweet",
    "#63729D": "CadetBlue",
    "#FC81BC": "CarnationPink",
    "#FF9D7B": "Melon",
    "#A83E9E": "Mulberry",
    "#AC72B9": "Orchid",
    "#9E3C0E": "RawSienna",
    "#FC58AA": "Rhodamine",
    "#5D1601": "Sepia",
    "#C4DC6E": "SpringGreen",
    "#DE84BF": "Thistle",
    "#FF3769": "WildStrawberry",
    "#FFB94C": "Dandelion",
    "#00B19D": "JungleGreen",
}
"""Colours of the engine that stand for those of the author: it takes only names."""


def _colour(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    model = spell(reader.optional() or ())
    name = spell(reader.argument())
    value = _value(rewriter, model, name)
    if value is None:
        return at(token.position, f"{token.text}{{{name}}}")
    for code, stand_in in _PALETTE.items():
        if rewriter.colours.setdefault(code, value) == value:
            return at(token.position, f"{token.text}{{{stand_in}}}")
    raise TexError("Too many colours in one formula", token.position)


def _value(rewriter: Rewriter, model: str, name: str) -> str | None:
    """Return the colour as #rrggbb; None for a name that is left to the engine."""
    if model:
        return _convert(model, name)
    if name in rewriter.document.colours:
        return rewriter.document.colours[name]
    if name.startswith("#"):
        return _convert("HTML", name[1:])
    stand_ins = {stand_in: code for code, stand_in in _PALETTE.items()}
    return stand_ins.get(name) or _named(name)


_ENGINE_NAMES = frozenset(
    [
        "red",
        "green",
        "blue",
        "black",
        "white",
        "gray",
        "cyan",
        "magenta",
        "yellow",
        "brown",
        "lime",
        "olive",
        "orange",
        "pink",
        "purple",
        "teal",
        "violet",
        "darkgray",
        "lightgray",
    ]
)


def _named(name: str) -> str | None:
    if name in _ENGINE_NAMES or not name.islower():
        return None
    value = ImageColor.colormap.get(name)
    return value if isinstance(value, str) else None


def _convert(model: str, value: str) -> str | None:
    """Return a colour of an xcolor model as #rrggbb."""
    if model == "HTML":
        if re.fullmatch("[0-9a-fA-F]{3}", value):
            value = "".join(2 * digit for digit in value)
        return f"#{value}" if re.fullmatch("[0-9a-fA-F]{6}", value) else None
    try:
        parts = [float(part) for part in value.split(",")]
        scale = {"rgb": 255, "RGB": 1, "gray": 255}[model]
        parts = parts * 3 if model == "gray" else parts
        red, green, blue = (min(255, max(0, round(part * scale))) for part in parts)
    except (ValueError, KeyError, OverflowError):
        return None
    return f"#{red:02x}{green:02x}{blue:02x}"


def _definecolor(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    name, model, value = (spell(reader.argument()) for _ in range(3))
    colour = _convert(model, value)
    if colour is None:
        raise TexError(f'"{value}" is no colour of the kind "{model}"', token.position)
    rewriter.document.colours[name] = colour
    rewriter.has_definitions = True
    return []


# Spaces


def _space(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    reader.take("*")
    return [token]


def _mspace(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    return [*at(token.position, "\\mkern"), *reader.argument()]


def _cline(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    reader.argument()
    return []


HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(_TEXT, _text),
    **dict.fromkeys(_TEXT_CHARACTERS, _character),
    "$": _dollar,
    "\\operatorname": _operatorname,
    "\\mathop": _mathop,
    **dict.fromkeys(_DELIMITERS, _delimiter),
    "\\color": _colour,
    "\\textcolor": _colour,
    "\\definecolor": _definecolor,
    "\\hspace": _space,
    "\\mspace": _mspace,
    "\\cline": _cline,
}
