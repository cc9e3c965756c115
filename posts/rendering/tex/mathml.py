"""Finishing the engine's MathML: no inline style, boxes filled in, true ids."""

import re
from collections.abc import Callable, Mapping
from html import escape

from .guards import INVISIBLE_CLOSE

_TAG = re.compile(r'<(/?)([a-z]+)((?: [a-z-]+="[^"]*")*)(/?)>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_CLOSE = re.compile(rf"<mo[^<>]*>{INVISIBLE_CLOSE}</mo>|{INVISIBLE_CLOSE}")
_STRIKE = re.compile(r'<mrow class="menclose-[a-z]+"></mrow>')
_BOX = re.compile(r"<(m[ion]|mtext)[^<>]*>([\U000F0000-\U000FFFFF])</\1>")
_COLOUR = re.compile(r"color:(#[0-9A-F]{6});")
_BORDER = re.compile(r"border-(\w+): 0.05em (\w+) currentcolor;")
_NUMBER = re.compile(r"(>\(?)T(\d+)(?=\)?<)")

# Signs that fonts stretch, for signs that they seldom do.
_SIGNS = (
    ("&ApplyFunction;", "\u2061"),
    ('<mo stretchy="true">~</mo>', '<mo stretchy="true">˜</mo>'),
    ('<mo stretchy="true">\u0332</mo></munder>', '<mo stretchy="true">_</mo></munder>'),
    ('<mo stretchy="true">\u0332</mo></mover>', '<mo stretchy="true">‾</mo></mover>'),
)
_SCRIPT = re.compile("<mi>([^<]*)\ufe01</mi>")

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
_ALIGNMENTS = {"text-align: left": "left", "text-align: right": "right"}
_BACKWARD = (1, 2, 3, 4, 5, 6, 9, 12, 18, 27, 36)
"""Negative spaces, in eighteenths of an em, that the style sheet has a class for."""


def finish(
    mathml: str,
    *,
    colours: Mapping[str, str],
    ids: Mapping[str, str],
    tags: list[str],
    box: Callable[[int], str],
) -> str:
    """Return clean MathML for what the engine wrote.

    `colours` gives the author's colour for the engine's, `ids` the id for the engine's,
    `tags` the texts that stand for its tags, and `box` the MathML of a box.
    """
    mathml = _STRIKE.sub("", _CLOSE.sub("", mathml))
    for sign, better in _SIGNS:
        mathml = mathml.replace(sign, better)
    mathml = _SCRIPT.sub(r'<mi class="script">\1</mi>', mathml)
    mathml = mathml.replace("\ufe00", "").replace("\ufe01", "")
    mathml = _TAG.sub(lambda match: _clean(match, colours, ids), mathml)
    if tags:
        mathml = _NUMBER.sub(lambda m: m[1] + escape(tags[int(m[2])]), mathml)
    return _BOX.sub(lambda match: box(ord(match[2]) - 0xF0000), mathml)


def annotate(mathml: str, source: str) -> str:
    """Put the author's TeX where the engine put the TeX that it was given."""
    start, _, end = mathml.rpartition('<annotation encoding="application/x-tex">')
    annotation = f'<annotation encoding="application/x-tex">{escape(source, False)}'
    return start + annotation + end[end.index("</annotation>") :]


def inner(mathml: str) -> str:
    """Return what stands between the tags of a math element and its semantics."""
    content, _, _ = mathml.rpartition("<annotation ")
    return content[content.index("<semantics>") + len("<semantics>") :]


def _clean(
    match: re.Match[str], colours: Mapping[str, str], ids: Mapping[str, str]
) -> str:
    slash, name, written, empty = match.groups()
    attributes: dict[str, str] = dict(_ATTRIBUTE.findall(written))
    if name == "menclose":
        name = "mrow"
    if not attributes:
        return f"<{slash}{name}{empty}>"
    classes: list[str] = []
    if notation := attributes.pop("notation", ""):
        classes.append(_ENCLOSURES.get(notation, "boxed"))
    if engine_class := attributes.pop("class", ""):
        classes.append(_CLASSES.get(engine_class, engine_class))
    if style := attributes.pop("style", ""):
        _restyle(style, attributes, classes, colours)
    if "id" in attributes:
        attributes["id"] = ids.get(attributes["id"], attributes["id"])
    if "href" in attributes:
        attributes["href"] = "#" + ids.get(attributes["href"][1:], "")
    if classes:
        attributes["class"] = " ".join(dict.fromkeys(classes))
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{slash}{name}{written}{empty}>"


def _restyle(
    style: str,
    attributes: dict[str, str],
    classes: list[str],
    colours: Mapping[str, str],
) -> None:
    """Say with attributes and classes what the engine says with a style."""
    if colour := _COLOUR.fullmatch(style):
        attributes["mathcolor"] = colours.get(colour[1], colour[1].lower())
        return
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
