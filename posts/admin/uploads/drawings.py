"""SVG drawings from outside: checked, and published byte for byte wherever possible.

Pages show a drawing by <img>, and `posts.media` serves it in a sandbox: whatever this
check overlooks, nothing runs there and nothing is loaded. So nothing is taken out. What
readers would miss is refused, and what would stop their browsers. HTML labels in a
<foreignObject> stay, because Chromium and Firefox draw them in images.
"""

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from io import StringIO
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError, iterparse

from django.core.exceptions import ValidationError

from posts.rendering.proofreading import clip

from .pictures import is_picture, prepare

SVG = "{http://www.w3.org/2000/svg"
HTML = "{http://www.w3.org/1999/xhtml"
XLINK = "{http://www.w3.org/1999/xlink}"

MAX_BYTES = 10_000_000
MAX_DEPTH = 200
MAX_ELEMENTS = 200_000
# What a browser has to draw when every <use> is followed.
MAX_DRAWN = 500_000
MAX_PICTURE_PIXELS = 30_000_000
MAX_SIDE = 30_000
UTF_16 = (b"\xff\xfe", b"\xfe\xff")

TOO_COMPLEX = (
    "The drawing has too many parts, or nests them too deeply: plot dense layers as"
    " pixels (in matplotlib rasterized=True), or export it as PNG."
)
WEB_FONT = (
    "The drawing asks another site for a font, which an image cannot load. If it looks"
    " wrong, embed the font or turn the words into paths."
)
FOLDER = (
    "The drawing names a folder of your computer, which readers could see. Save it as"
    " “Plain SVG” to prevent that."
)
SIZELESS = "The SVG does not say how large it is: give it a width and a height."
NO_NAMESPACE = (
    "Browsers do not show this SVG as an image: let it begin with"
    ' <svg xmlns="http://www.w3.org/2000/svg".'
)
# CSS Values and Units 4, with the size of fonts that browsers begin with.
PIXELS = {
    **{"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "em": 16.0, "rem": 16.0, "ex": 8.0},
    **{"in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6},
}
# What no image needs: where a link leads, and a profile that no browser reads.
NOT_LOADED = {"a", "color-profile"}
NOT_RUN = {"script", "iframe", "object", "embed", "audio", "video", "canvas"}

_NUMBER = r"[+-]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE][+-]?\d{1,2})?"
_LENGTH = re.compile(rf"\s*({_NUMBER})([A-Za-z]*)\s*")
_BOX = re.compile(rf"\s*({_NUMBER})" + rf"(?:\s*,\s*|\s+)({_NUMBER})" * 3 + r"\s*")
_SIDES = re.compile(r"(?:^|;)\s*(width|height)\s*:([^;!]*)")
_START = re.compile(r"<(?:[\w.-]+:)?svg[\s>/]")
_BEFORE_ROOT = re.compile(r"(?:[^<]|<\?.*?\?>|<!--.*?-->|<!)*+<[\w.:-]+", re.DOTALL)
_XML = re.compile(r"\s*<\?xml\s[^>]*>")
_FOLDER = re.compile(r"(?:export-filename|absref)=[\"'][^\"']{0,300}[/\\]")
_DECLARED = re.compile("<!(?:ENTITY|ATTLIST|ELEMENT|NOTATION)")
_SHEET = re.compile(r"<\?xml-stylesheet\b[^>]{0,500}?\shref=[\"'](?!data:)([^\"']*)")
_BREAK = r"&\#(?:9|1[03]|x[aAdD9]);"
_EMBEDDED = re.compile(
    rf"(data:[^,\"'<>\s]{{0,100}};base64,)((?:[\w+/=\s%-]|{_BREAK})++)", re.IGNORECASE
)
# In CSS: comments and data addresses, then rules about fonts, then other addresses.
_HARMLESS = re.compile(
    r"""/\*.*?(?:\*/|\Z)|"data:[^"]*"?|'data:[^']*'?|(?<=\()\s*data:[^)]*""",
    re.DOTALL | re.IGNORECASE,
)
_FONTS = re.compile(
    r"@font-face\s*\{[^{}]*|@import[^;]{0,200}font[^;]{0,500}", re.IGNORECASE
)
_OUTSIDE = re.compile(
    r"""(?:\burl\(|@import\s*+["'])\s*+["']?\s*+([^"'()\s;#][^"')\s;]*)""",
    re.IGNORECASE,
)

type Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG as it may be published, its size in pixels, and a note for the author."""

    content: bytes
    size: Size
    note: str


def is_svg(data: bytes) -> bool:
    """Return whether a file seems to be meant as SVG, whatever its name."""
    text = data[:4096].decode("utf-16" if data[:2] in UTF_16 else "utf-8", "replace")
    return text.lstrip("\ufeff \t\r\n")[:1] == "<" and bool(_START.search(text))


def check_drawing(data: bytes) -> Drawing:
    """Return the drawing as it may be published. Raises ValidationError.

    Its bytes change only where pictures in it have metadata, and where it lacks the
    view box without which browsers would cut it off instead of shrinking it.
    """
    if data.startswith(b"\x1f\x8b"):
        raise ValidationError(
            "This SVG is compressed (.svgz). Save it as plain SVG instead."
        )
    if len(data) > MAX_BYTES:
        raise ValidationError(f"The drawing is larger than 10 MB. {TOO_COMPLEX}")
    try:
        original = data.decode("utf-16" if data[:2] in UTF_16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        message = "Browsers need UTF-8 in an image: save the SVG in that encoding."
        raise ValidationError(message) from error
    text, removed = _without_metadata(original)
    parts = _parsed(text)
    lacks_font = {_lacks_font(css) for part in parts for css in _check_part(part)}
    _check_uses(parts)
    size, box = _measured(parts[0])
    if box and (found := _BEFORE_ROOT.match(text)):
        text = f'{found[0]} viewBox="{box}"{text[found.end() :]}'
    content = data if text == original else _XML.sub("", text, count=1).encode()
    notes = [WEB_FONT] if True in lacks_font else []
    notes += [FOLDER] if _FOLDER.search(text) else []
    return Drawing(content, size, " ".join([*notes, *removed]))


def _without_metadata(text: str) -> tuple[str, list[str]]:
    """Return the text with the pictures in it checked and without their metadata, and
    sentences about what was left out."""
    pixels = 0
    notes: set[str] = set()

    def clean(found: re.Match[str]) -> str:
        nonlocal pixels
        base64 = unquote(re.sub(_BREAK, "", found[2]))
        try:
            content = b64decode("".join(base64.split()).rstrip("=") + "==")
            picture = prepare(content) if is_picture(content) else None
        except (ValueError, ValidationError) as error:
            why = " ".join(getattr(error, "messages", ["It is not in Base64."]))
            raise ValidationError(f"A picture in the SVG is refused: {why}") from error
        if not picture:
            return found[0]
        pixels += picture.size[0] * picture.size[1]
        if pixels > MAX_PICTURE_PIXELS:
            raise ValidationError("The SVG holds pictures of more than 30 megapixels.")
        notes.update(filter(None, [picture.note]))
        is_same = picture.content == content
        return found[0] if is_same else found[1] + b64encode(picture.content).decode()

    return _EMBEDDED.sub(clean, text), sorted(notes)


def _measured(root: Element) -> tuple[Size, str]:
    """Return how large browsers draw an image, and the view box that it needs."""
    style = dict(_SIDES.findall(root.get("style", "")))
    said = [_length(root.get(side, "")) for side in ("width", "height")]
    width = said[0] or _length(style.get("width", ""))
    height = said[1] or _length(style.get("height", ""))
    found = _BOX.fullmatch(root.get("viewBox", ""))
    across, up = (float(found[3]), float(found[4])) if found else (300, 150)
    if min(across, up) <= 0 or not (found or width or height):
        raise ValidationError(SIZELESS)
    if found:
        width = width or (height * across / up if height else across)
        height = height or width * up / across
    width, height = width or across, height or up
    if max(width, height) > MAX_SIDE:
        shape = f"{width:,.0f} × {height:,.0f}"
        raise ValidationError(f"The drawing is {shape} pixels large: make it smaller.")
    can_shrink = "viewBox" in root.attrib or all(said)
    box = "" if can_shrink else f"0 0 {width:.10g} {height:.10g}"
    return (max(1, round(width)), max(1, round(height))), box


def _length(text: str) -> float:
    """Return a length in pixels; 0 for none, or one that depends on the page."""
    found = _LENGTH.fullmatch(text)
    if not found or found[2].lower() not in PIXELS:
        return 0
    length = float(found[1]) * PIXELS[found[2].lower()]
    if length <= 0:
        raise ValidationError(SIZELESS)
    return length


def _parsed(text: str) -> list[Element]:
    """Return the elements of a drawing, <svg> first; there are limits, no entities."""
    if _DECLARED.search(text):
        raise ValidationError(
            "The SVG declares entities of its own (<!DOCTYPE … [ … ]>). Save it as"
            " plain SVG, without them."
        )
    if found := _SHEET.search(text):
        raise _outside(found[1])
    parts: list[Element] = []
    depth = 0
    try:
        for event, part in iterparse(StringIO(text), ("start", "end")):
            if event == "start":
                parts.append(part)
            depth += 1 if event == "start" else -1
            if depth > MAX_DEPTH or len(parts) > MAX_ELEMENTS:
                raise ValidationError(TOO_COMPLEX)
    except ParseError as error:
        message = f"The SVG is damaged and cannot be read as XML: {error}."
        raise ValidationError(message) from error
    if parts[0].tag != f"{SVG}}}svg":
        is_bare = parts[0].tag == "svg"
        raise ValidationError(NO_NAMESPACE if is_bare else "This is no SVG drawing.")
    return parts


def _check_uses(parts: list[Element]) -> None:
    """Refuse what is small as a file and endless when drawn."""
    named = {part.get("id"): part for part in reversed(parts)}
    drawn, waiting = 0, [parts[0]]
    while waiting:
        for part in waiting.pop().iter():
            drawn += 1
            if drawn > MAX_DRAWN:
                raise ValidationError(TOO_COMPLEX)
            if part.tag == f"{SVG}}}use":
                address = part.get("href") or part.get(f"{XLINK}href") or ""
                target = named.get(address.strip()[1:])
                waiting += [] if target is None else [target]


def _check_part(part: Element) -> list[str]:
    """Check an element without its children, and return the CSS it holds."""
    namespace, _, name = part.tag.rpartition("}")
    if namespace not in (SVG, HTML):
        return []
    if name in NOT_RUN:
        raise _acting(f"<{name}>")
    css = [part.text or ""] if name == "style" else []
    for attribute, value in part.items():
        attribute = attribute.removeprefix(XLINK)
        if attribute[:2].lower() == "on" and len(attribute) > 4:
            raise _acting(f"the event handler “{clip(attribute)}”")
        if "".join(value[:100].split()).lower().startswith("javascript:"):
            raise _acting("a javascript: link")
        if attribute in ("href", "src", "srcset") and name not in NOT_LOADED:
            _check_address(name, value.strip())
        elif "url(" in value.lower() and attribute != "content":
            css.append(value)
    return css


def _check_address(element: str, address: str) -> None:
    """Refuse what is neither a part of the drawing nor in a data address."""
    is_data = address[:5].lower() == "data:" and element != "use"
    if address and not address.startswith("#") and not is_data:
        raise _outside(address)


def _lacks_font(css: str) -> bool:
    """Return whether CSS takes a font from elsewhere; refuse what else it takes."""
    css = _HARMLESS.sub("", css)
    if found := _OUTSIDE.search(_FONTS.sub("", css)):
        raise _outside(found[1])
    return bool(_OUTSIDE.search(css))


def _acting(what: str) -> ValidationError:
    return ValidationError(
        f"The SVG holds {what}, and nothing runs in an image. Save it without."
    )


def _outside(address: str) -> ValidationError:
    return ValidationError(
        f"The SVG takes “{clip(address)}” from elsewhere, and an image cannot load"
        " that. Embed it in the SVG."
    )
