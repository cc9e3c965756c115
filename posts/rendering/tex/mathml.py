"""Finishing the engine's MathML: no inline style, boxes filled in, true ids."""

import re
from collections.abc import Callable, Mapping
from html import escape

from .guards import INVISIBLE_CLOSE
from .tokens import TexError

_ELEMENTS = (
    "math|semantics|annotation|mrow|mi|mn|mo|mtext|mspace|mfrac|msqrt|mroot|mstyle"
    "|mpadded|mphantom|menclose|msub|msup|msubsup|munder|mover|munderover"
    "|mmultiscripts|mprescripts|mtable|mtr|mtd|a|b|i|u|em|span|code"
)
# A tag of the engine's, or a character that it forgot to escape.
_TAG = re.compile(
    rf'<(/?)({_ELEMENTS})((?: [a-z-]+="[^"<>]*")*)(/?)>'
    r"|<|&(?!(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);)"
)
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_CLOSE = re.compile(rf"<mo[^<>]*>{INVISIBLE_CLOSE}</mo>|{INVISIBLE_CLOSE}")
_STRIKE = re.compile(r'<mrow class="menclose-[a-z]+"></mrow>')
_BOX = re.compile(r"<(m[ion]|mtext)[^<>]*>([\U000F0000-\U000FFFFF])</\1>")
_LONE_BOX = re.compile("[\U000f0000-\U000fffff]")
_COLOUR = re.compile(r"color:(#[0-9A-F]{6});")
_BORDER = re.compile(r"border-(\w+): 0.05em (\w+) currentcolor;")
_NUMBER = re.compile(
    r'(<a href="[^"]*">\(?|<mtd[^<>]*class="(?:margin|indent)"[^<>]*><mtext>\(?)'
    r"T(\d+)(?=\)?<)"
)

# Symbols that fonts stretch, for those that they seldom do.
_SYMBOLS = (
    ("&ApplyFunction;", "\u2061"),
    ('<mo stretchy="true">~</mo>', '<mo stretchy="true">˜</mo>'),
    ('<mo stretchy="true">\u0332</mo></munder>', '<mo stretchy="true">_</mo></munder>'),
    ('<mo stretchy="true">\u0332</mo></mover>', '<mo stretchy="true">‾</mo></mover>'),
)
_SCRIPT = re.compile("<mi>([^<]*)\ufe01</mi>")

# Chromium paints stretched bars closer to their neighbours than the font has them...
_BAR = re.compile(
    r'<mo((?: stretchy="true")?(?: symmetric="true")?)'
    r'(?: lspace="0" rspace="0")?((?: m[a-z]+="[^"]*")*)>([|‖])</mo>'
)
# ...and does not stretch a bracket that bears a script itself.
_SIZED_BASE = re.compile(r"(<ms(?:ub|up|ubsup)>)(<mo [^<>]*minsize[^<>]*>[^<]*</mo>)")
# The engine takes a coloured relation to be all of its formula.
_COLOURED_RELATION = re.compile(
    r'(<mrow mathcolor="[^"]*">)<mo lspace="0" rspace="0">(?=[^<]*</mo></mrow>)'
)

_ATTRIBUTES = frozenset(
    {
        *("accent", "accentunder", "class", "columnalign", "depth", "display"),
        *("encoding", "form", "height", "href", "id", "linethickness", "lspace"),
        *("mathvariant", "maxsize", "minsize", "movablelimits", "rspace", "stretchy"),
        *("symmetric", "voffset", "width", "displaystyle"),
    }
)

_ENCLOSURES = {
    "box": "boxed",
    "updiagonalstrike": "cancel",
    "downdiagonalstrike": "bcancel",
    "updiagonalstrike downdiagonalstrike": "xcancel",
    "horizontalstrike": "sout",
}
_CLASSES = {
    "math-core-serif-font": "serif",
    "math-core-sans-serif-font": "sans-serif",
}
_STYLES = {
    "width: 100%": "full-width",
    "width: 50%": "margin",
    "width: 7.5%": "indent",
    "padding-left: 0": "no-left",
    "padding-left:0": "no-left",
    "padding-left:1em": "wide-left",
    "padding-left:0.1667em": "thin-left",
    "padding-left:0.2222em": "medium-left",
    "padding-left:0.2778em": "thick-left",
    "padding-right: 0": "no-right",
    "padding-right:0": "no-right",
    "padding-right:0.1667em": "thin-right",
    "padding-right:0.2222em": "medium-right",
    "padding-right:0.2778em": "thick-right",
    "padding-top: 0": "dense",
    "padding-bottom: 0": "dense",
    "font-variant-caps: small-caps": "small-caps",
}
# Any element may set the size of its content, but HTML checkers know only these that
# do; another gets one of them around it.
_SIZES = {
    "math": ("displaystyle", "scriptlevel"),
    "mstyle": ("displaystyle", "scriptlevel"),
    "mtable": ("displaystyle",),
}
_ALIGNMENTS = {"text-align: left": "left", "text-align: right": "right"}
_BACKWARD = (1, 2, 3, 4, 5, 6, 9, 12, 18, 27, 36)
"""Negative spaces, in eighteenths of an em, that the style sheet has a class for."""


def finish(
    mathml: str,
    *,
    marks: Mapping[str, tuple[str, str]],
    ids: Mapping[str, str],
    tags: list[str],
    box: Callable[[int], str],
) -> str:
    """Return clean MathML for what the engine wrote.

    `marks` gives the tags for colours that stand for elements, `ids` the id for the
    engine's, `tags` the texts that its tags stand for, and `box` the MathML of a box.
    Raises TexError for a box that has become part of another symbol.
    """
    mathml = _STRIKE.sub("", _CLOSE.sub("", mathml))
    for symbol, better in _SYMBOLS:
        mathml = mathml.replace(symbol, better)
    mathml = _SCRIPT.sub(r'<mi class="script">\1</mi>', mathml)
    mathml = mathml.replace("\ufe00", "").replace("\ufe01", "")
    mathml = _TAG.sub(_Cleaner(marks, ids), mathml)
    mathml = _BAR.sub(r'<mo\1 lspace="0.05em" rspace="0.05em"\2>\3</mo>', mathml)
    mathml = _SIZED_BASE.sub(r"\1<mrow>\2</mrow>", mathml)
    mathml = _COLOURED_RELATION.sub(r"\1<mo>", mathml)
    if tags:
        mathml = _NUMBER.sub(lambda m: m[1] + escape(tags[int(m[2])]), mathml)
    mathml = _BOX.sub(lambda match: box(ord(match[2]) - 0xF0000), mathml)
    if _LONE_BOX.search(mathml):
        raise TexError("A command appears where only a letter or symbol can", 0)
    return mathml


def annotate(mathml: str, source: str) -> str:
    """Put the author's TeX where the engine put the TeX that it was given."""
    start, _, end = mathml.rpartition('<annotation encoding="application/x-tex">')
    annotation = f'<annotation encoding="application/x-tex">{escape(source, False)}'
    return start + annotation + end[end.index("</annotation>") :]


def inner(mathml: str) -> str:
    """Return what is between the tags of a math element and its semantics."""
    content, _, _ = mathml.rpartition("<annotation ")
    return content[content.index("<semantics>") + len("<semantics>") :]


class _Cleaner:
    """Rewrites tags, one after the other, without inline style."""

    def __init__(
        self, marks: Mapping[str, tuple[str, str]], ids: Mapping[str, str]
    ) -> None:
        self._marks = marks
        self._ids = ids
        self._closing: list[str] = []

    def __call__(self, match: re.Match[str]) -> str:
        slash, name, written, empty = match.groups()
        if name is None:
            return escape(match[0])
        if slash:
            return self._closing.pop() if self._closing else ""
        name = "mrow" if name == "menclose" else name
        attributes: dict[str, str] = dict(_ATTRIBUTE.findall(written))
        before, after = _styled(name, attributes)
        opening, closing = f"<{name}>", f"</{name}>"
        if colour := _COLOUR.fullmatch(attributes.get("style", "")):
            opening, closing = self._marked(colour[1])
        elif size := self._size(name, attributes):
            opening = f"<mstyle{size}><{name}{self._attributes(attributes)}>"
            closing += "</mstyle>"
        elif attributes:
            opening = f"<{name}{self._attributes(attributes)}{empty}>"
        elif empty:
            opening = f"<{name}/>"
        if not empty:
            self._closing.append(closing + after)
        return before + opening

    def _marked(self, colour: str) -> tuple[str, str]:
        plain = f'<mrow mathcolor="{colour.lower()}">', "</mrow>"
        return self._marks.get(colour, plain)

    def _size(self, name: str, attributes: dict[str, str]) -> str:
        """Take from an element the attributes that only others may have."""
        allowed = _SIZES.get(name, ())
        moved = [key for key in ("displaystyle", "scriptlevel") if key not in allowed]
        return _written(
            {key: attributes.pop(key) for key in moved if key in attributes}
        )

    def _attributes(self, attributes: dict[str, str]) -> str:
        classes: list[str] = []
        if notation := attributes.pop("notation", ""):
            classes.append(_ENCLOSURES.get(notation, "boxed"))
        if engine_class := attributes.pop("class", ""):
            classes.append(_CLASSES.get(engine_class, engine_class))
        if style := attributes.pop("style", ""):
            _restyle(style, attributes, classes)
        for attribute in attributes.keys() - _ATTRIBUTES:
            del attributes[attribute]
        if "width" in attributes:
            # A point is a tenth of an em; the engine writes it as a tenth of a rem.
            attributes["width"] = attributes["width"].replace("rem", "em")
        if "id" in attributes:
            attributes["id"] = self._ids.get(attributes["id"], attributes["id"])
        if "href" in attributes:
            attributes["href"] = "#" + self._ids.get(attributes["href"][1:], "")
        if classes:
            attributes["class"] = " ".join(dict.fromkeys(classes))
        return _written(attributes)


def _written(attributes: Mapping[str, str]) -> str:
    return "".join(f' {key}="{value}"' for key, value in attributes.items())


def _styled(name: str, attributes: dict[str, str]) -> tuple[str, str]:
    """Move display style and script level to an element of their own.

    MathML 3, by which HTML is validated, has them nowhere else but on tables; there the
    level 0 is what a table has anyway, unless it is in a script.
    """
    if name == "mtable" and attributes.get("scriptlevel") != "1":
        attributes.pop("scriptlevel", None)
        return "", ""
    moved = [key for key in ("displaystyle", "scriptlevel") if key in attributes]
    if not moved:
        return "", ""
    written = "".join(f' {key}="{attributes.pop(key)}"' for key in moved)
    return f"<mstyle{written}>", "</mstyle>"


def _restyle(style: str, attributes: dict[str, str], classes: list[str]) -> None:
    """Say with attributes and classes what the engine says with a style."""
    for border in _BORDER.finditer(style):
        classes.append(f"{border[1]}-{border[2]}")
    for declaration in style.split(";"):
        declaration = declaration.strip()
        if declaration in _STYLES:
            classes.append(_STYLES[declaration])
        elif declaration in _ALIGNMENTS:
            attributes["columnalign"] = _ALIGNMENTS[declaration]
        elif declaration.startswith("margin-left:-"):
            classes.append(_backward(declaration))


def _backward(declaration: str) -> str:
    """Return the class of the nearest negative space."""
    number = re.search(r"[\d.]+", declaration)
    size = float(number[0]) * 18 if number else 0
    nearest = min(_BACKWARD, key=lambda step: abs(step - size))
    return f"back-{nearest}"
