"""CSS in SVG drawings: reduced so that it cannot load anything from outside.

Only what is known to be harmless is written: selectors of plain characters, the
properties of SVG, and values without escapes, whose functions are listed and whose
`url()` stays inside the drawing. At-rules are dropped, except embedded fonts.
"""

import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator
from functools import lru_cache

# SVG 2, "Presentation attributes", and others that plotting programs use.
PROPERTIES = frozenset(
    [
        "alignment-baseline",
        "background",
        "background-color",
        "baseline-shift",
        "clip",
        "clip-path",
        "clip-rule",
        "color",
        "color-interpolation",
        "color-interpolation-filters",
        "color-rendering",
        "color-scheme",
        "cx",
        "cy",
        "direction",
        "display",
        "dominant-baseline",
        "enable-background",
        "fill",
        "fill-opacity",
        "fill-rule",
        "filter",
        "flood-color",
        "flood-opacity",
        "font",
        "font-family",
        "font-feature-settings",
        "font-kerning",
        "font-size",
        "font-size-adjust",
        "font-stretch",
        "font-style",
        "font-variant",
        "font-variant-caps",
        "font-variant-east-asian",
        "font-variant-ligatures",
        "font-variant-numeric",
        "font-variant-position",
        "font-variation-settings",
        "font-weight",
        "glyph-orientation-vertical",
        "image-rendering",
        "isolation",
        "kerning",
        "letter-spacing",
        "lighting-color",
        "line-height",
        "marker",
        "marker-end",
        "marker-mid",
        "marker-start",
        "mask",
        "mask-type",
        "mix-blend-mode",
        "opacity",
        "overflow",
        "paint-order",
        "pointer-events",
        "r",
        "rx",
        "ry",
        "shape-rendering",
        "stop-color",
        "stop-opacity",
        "stroke",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-miterlimit",
        "stroke-opacity",
        "stroke-width",
        "text-align",
        "text-anchor",
        "text-decoration",
        "text-decoration-color",
        "text-decoration-line",
        "text-decoration-style",
        "text-orientation",
        "text-overflow",
        "text-rendering",
        "text-transform",
        "transform",
        "transform-box",
        "transform-origin",
        "unicode-bidi",
        "vector-effect",
        "visibility",
        "white-space",
        "word-spacing",
        "writing-mode",
        "x",
        "y",
    ]
)
FUNCTIONS = frozenset(
    [
        "calc",
        "clamp",
        "color",
        "color-mix",
        "hsl",
        "hsla",
        "hwb",
        "icc-color",
        "lab",
        "lch",
        "light-dark",
        "matrix",
        "max",
        "min",
        "oklab",
        "oklch",
        "rect",
        "rgb",
        "rgba",
        "rotate",
        "rotatex",
        "rotatey",
        "rotatez",
        "scale",
        "scalex",
        "scaley",
        "skew",
        "skewx",
        "skewy",
        "translate",
        "translatex",
        "translatey",
        "var",
    ]
)
DESCRIPTORS = {
    *("font-family", "font-style", "font-weight", "font-stretch", "font-display"),
    "unicode-range",
}
FONTS = {b"wOFF": "woff", b"wOF2": "woff2", b"\0\1\0\0": "ttf", b"OTTO": "otf"}

_TOKEN = re.compile(r""""[^"]*"|'[^']*'|[{}();]|[^"'{}();]+|.""", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_STRING = re.compile(r""""[^"\n]*"|'[^'\n]*'""")
_LOCAL = re.compile(r"""url\(\s*(["']?)#[^\s"'()]+\1\s*\)""", re.IGNORECASE)
_FUNCTION = re.compile(r"([-\w]*)\(")
_REFUSED = re.compile(r"""[\\@{}<"';]|/\*""")
_SELECTOR = re.compile(r"[-\w\s.#*,>+~:()]+")
_FONT = re.compile(
    r"""url\(\s*["']?data:[-\w/+.]*;(?:charset=[-\w]+;)?base64,"""
    r"""([A-Za-z0-9+/=\s]++)["']?\s*+\)""",
    re.IGNORECASE,
)


def is_harmless(value: str) -> bool:
    """Return whether the value of a property or an attribute loads nothing."""
    if "(" not in value and not _REFUSED.search(value):
        return True
    rest = _STRING.sub("", _LOCAL.sub("", value))
    if "\\" in value or _REFUSED.search(rest):
        return False
    return all(name.lower() in FUNCTIONS for name in _FUNCTION.findall(rest))


@lru_cache(maxsize=1024)
def declarations(text: str) -> str:
    """Return the allowed declarations of a `style` attribute."""
    allowed = (
        f"{name}:{value}"
        for name, value in _pairs(_COMMENT.sub("", text))
        if name in PROPERTIES and is_harmless(value)
    )
    return ";".join(allowed)


def sheet(text: str) -> str:
    """Return the allowed rules of a `style` element."""
    return "\n".join(filter(None, map(_rule, _rules(_COMMENT.sub("", text)))))


def _rule(rule: tuple[str, str]) -> str:
    prelude, block = rule
    if prelude.lower() == "@font-face":
        return _font_face(block)
    if not _SELECTOR.fullmatch(prelude):
        return ""
    return f"{prelude}{{{declarations(block)}}}"


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Yield what is before and between the outermost braces."""
    before: list[str] = []
    block: list[str] = []
    braces = parentheses = 0
    for token in _TOKEN.findall(text):
        parentheses = max(0, parentheses + (token == "(") - (token == ")"))
        if parentheses or token in "()":
            (block if braces else before).append(token)
        elif token == "{":
            braces += 1
            if braces > 1:
                block.append(token)
        elif token == "}":
            braces = max(0, braces - 1)
            if braces:
                block.append(token)
            else:
                yield "".join(before).strip(), "".join(block)
                before, block = [], []
        elif token == ";" and not braces:
            before = []  # the end of @import or @charset
        else:
            (block if braces else before).append(token)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    part: list[str] = []
    parentheses = 0
    for token in [*_TOKEN.findall(text), ";"]:
        parentheses = max(0, parentheses + (token == "(") - (token == ")"))
        if token != ";" or parentheses:
            part.append(token)
            continue
        name, _, value = "".join(part).partition(":")
        part = []
        if value.strip():
            yield name.strip().lower(), value.strip()


def _font_face(block: str) -> str:
    """Return the rule for an embedded font, such as dvisvgm writes; "" for others."""
    pairs = dict(_pairs(block))
    allowed = [
        f"{name}:{value}"
        for name, value in pairs.items()
        if name in DESCRIPTORS and is_harmless(value)
    ]
    found = _FONT.search(pairs.get("src", ""))
    if not found:
        return ""
    data = "".join(found[1].split())
    try:
        kind = FONTS[b64decode(data[:8], validate=True)[:4]]
    except (KeyError, Base64Error):
        return ""
    allowed.append(f"src:url(data:font/{kind};base64,{data})")
    return f"@font-face{{{';'.join(allowed)}}}"
