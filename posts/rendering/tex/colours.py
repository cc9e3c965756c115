"""Rewriting of colours: the engine knows names only, and writes inline styles."""

import re

from PIL import ImageColor

from .marks import STAND_INS, mark
from .rewriting import Handler, Rewriter
from .tokens import Reader, TexError, Token, at, spell


def _colour(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    value = _value(rewriter, reader)
    if value.startswith("#"):
        opening = f'<mrow mathcolor="{value}">'
        return mark(rewriter, token, opening, "</mrow>", command=token.text)
    return at(token.position, f"{token.text}{{{value}}}")


def _colorbox(rewriter: Rewriter, token: Token, reader: Reader) -> list[Token]:
    """Write a box of text with a background, and a frame for \\fcolorbox."""
    frame = ""
    if token.text == "\\fcolorbox":
        reader.argument()
        frame = ' class="boxed"'
    value = _value(rewriter, reader)
    value = str(ImageColor.colormap.get(value, value))
    background = f' mathbackground="{value}"' if value.startswith("#") else ""
    content = [*at(token.position, "{\\text{"), *reader.argument()]
    content += at(token.position, "}}")
    rewriter.insert(content, reader, token.position)
    return mark(rewriter, token, f"<mrow{frame}{background}>", "</mrow>")


def _value(rewriter: Rewriter, reader: Reader) -> str:
    """Take a colour and return it as #rrggbb, or a name that is left to the engine."""
    model = spell(reader.optional() or ())
    name = spell(reader.argument())
    known = rewriter.document.colours.get(name) or STAND_INS.get(name)
    if model:
        known = _convert(model, name)
    elif name.startswith("#"):
        known = _convert("HTML", name[1:])
    return known or _named(name) or name


def _named(name: str) -> str | None:
    """Return the value of a colour that browsers know, but for those of LaTeX."""
    value = None if name in _OF_LATEX else ImageColor.colormap.get(name)
    return value if isinstance(value, str) else None


_OF_LATEX = frozenset(
    {
        *("red", "green", "blue", "black", "white", "gray", "cyan", "magenta"),
        *("yellow", "brown", "lime", "olive", "orange", "pink", "purple", "teal"),
        *("violet", "darkgray", "lightgray"),
    }
)


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
        raise TexError(
            f'"{value}" is not a colour of the model "{model}"', token.position
        )
    rewriter.document.colours[name] = colour
    rewriter.has_definitions = True
    return []


HANDLERS: dict[str, Handler] = {
    "\\color": _colour,
    "\\textcolor": _colour,
    "\\colorbox": _colorbox,
    "\\fcolorbox": _colorbox,
    "\\definecolor": _definecolor,
}
