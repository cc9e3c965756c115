"""Uploaded SVG drawings: parsed as XML, and written again with only what is allowed.

This is a writer of our own on expat, because py-svg-hush 0.3.0 (svg-hush, in Rust)
changes plots from matplotlib, R, gnuplot and Graphviz: it indents, which puts spaces
between the parts of a line of text, and it loses `xml:space` and the paths of text on
paths. It keeps `image-set("http://…")`, and 200,000 nested groups crash the process.
Rasterising would lose the point of an SVG. The size has to be read here anyway.

Entities are never expanded, and nothing is copied: elements, attributes and values are
written only if they are listed, so that a browser reads only what was checked.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass, field
from xml.parsers import expat

from django.core.exceptions import ValidationError

from . import svg_style
from .pictures import prepare
from .svg_names import ATTRIBUTES, ELEMENTS, TEXTS
from .svg_size import Size, frame_of

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"

MAX_BYTES = 10_000_000
MAX_DEPTH = 200
MAX_ELEMENTS = 200_000
# What a browser has to draw when every <use> is expanded.
MAX_DRAWN = 500_000
MAX_STEPS = 100
MAX_PICTURE_PIXELS = 30_000_000

NO_SVG = "This is not an SVG drawing."
TOO_COMPLEX = (
    "The drawing has too many parts for a page. Rasterise its dense layers (in"
    " matplotlib, rasterized=True), or export it as PNG."
)
# What the author is told about, because it may have been visible.
LEFT_OUT = {
    "foreignObject": "HTML inside the drawing",
    "script": "scripts",
    **dict.fromkeys(
        ("animate", "animateMotion", "animateTransform", "set"), "animation"
    ),
    **dict.fromkeys(("audio", "video", "iframe", "canvas"), "videos and frames"),
    "font": "SVG fonts",
}
OUTSIDE = "whatever it loads from other addresses"

_START = re.compile(r"<(?:[\w.-]+:)?svg[\s>/]")
_PICTURE = re.compile(r"data:image/[\w.+-]+;base64,([A-Za-z0-9+/=\s]++)", re.IGNORECASE)
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
    | {char: f"&#{ord(char)};" for char in "\t\n\r"}
)
_TEXT_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})


@dataclass(frozen=True, slots=True)
class Drawing:
    """A harmless SVG, its size in pixels, and what was left out, in words."""

    content: bytes
    size: Size
    left_out: tuple[str, ...]


def is_svg(data: bytes) -> bool:
    """Return whether a file looks like SVG, whatever its name."""
    head = data[:4096]
    is_utf_16 = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = head.decode("utf-16" if is_utf_16 else "utf-8", "replace")
    return text.lstrip("\ufeff \t\r\n")[:1] == "<" and bool(_START.search(text))


def sanitise(data: bytes) -> Drawing:
    """Return the drawing as it may be published. Raises ValidationError."""
    if data.startswith(b"\x1f\x8b"):
        raise ValidationError(
            "This SVG is compressed (.svgz). Save it as plain SVG instead."
        )
    if len(data) > MAX_BYTES:
        raise ValidationError(f"The drawing is larger than 10 MB. {TOO_COMPLEX}")
    writer = _Writer()
    try:
        writer.read(data)
    except expat.ExpatError as error:
        raise ValidationError(
            f"The SVG is damaged: line {error.lineno} cannot be read as XML."
        ) from error
    except (LookupError, ValueError) as error:
        # An encoding that is unknown to Python, or not allowed in XML.
        raise ValidationError("The SVG is not encoded as UTF-8.") from error
    if not writer.size:
        raise ValidationError(NO_SVG)
    writer.check_uses()
    content = "".join(writer.out).encode()
    return Drawing(content, writer.size, tuple(sorted(writer.left_out)))


@dataclass(slots=True)
class _Group:
    """An element that others may use: what it contains, and what it uses itself."""

    before: int
    count: int = 0
    uses: list[str] = field(default_factory=list)
    inner: list["_Group"] = field(default_factory=list)


class _Writer:
    """Handles expat's events, and writes what is allowed."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.size: Size | None = None
        self.left_out: set[str] = set()
        self._open: list[str] = []
        self._skipped = 0
        self._style: list[str] | None = None
        self._count = 0
        self._pixels = 0
        self._root = _Group(0)
        self._path: list[_Group] = []
        self._named: dict[str, _Group] = {}

    def read(self, data: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = self._refuse_entity
        parser.SkippedEntityHandler = self._refuse_entity
        parser.Parse(data, True)

    def check_uses(self) -> None:
        """Refuse a drawing that is small as a file but huge when drawn."""
        if self._count + self._used(self._root, 0, {}) > MAX_DRAWN:
            raise ValidationError(TOO_COMPLEX)

    def _used(self, group: _Group, step: int, known: dict[str, int]) -> int:
        """Return how many elements the `use` elements in a group stand for."""
        if step > MAX_STEPS:
            raise ValidationError(TOO_COMPLEX)
        for name in group.uses:
            if name in self._named and name not in known:
                target = self._named[name]
                known[name] = target.count + self._used(target, step + 1, known)
        total = sum(known.get(name, 0) for name in group.uses)
        return total + sum(self._used(inner, step + 1, known) for inner in group.inner)

    def _refuse_entity(self, name: str, *_: object) -> None:
        raise ValidationError(
            f"The SVG uses the entity “{name[:40]}”. Save it as plain SVG, without"
            " entities."
        )

    def _start(self, name: str, attributes: list[str]) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS:
            raise ValidationError(TOO_COMPLEX)
        if self._skipped or not self._is_allowed(name):
            self._skipped += 1
            if self._skipped + len(self._open) > MAX_DEPTH:
                raise ValidationError(TOO_COMPLEX)
            return
        if len(self._open) >= MAX_DEPTH:
            raise ValidationError(TOO_COMPLEX)
        local = name.rpartition(" ")[2]
        pairs = list(zip(attributes[::2], attributes[1::2], strict=True))
        written = self._written_as(local)
        allowed = self._attributes(local, pairs)
        if not self._open:
            allowed = self._frame(allowed)
        self.out.append(f"<{written}{self._as_text(allowed)}>")
        self._open.append(written)
        self._note(local, allowed)
        if local == "style":
            self._style = []

    def _is_allowed(self, name: str) -> bool:
        namespace, _, local = name.rpartition(" ")
        if not self._open and (self.size or (namespace, local) != (SVG, "svg")):
            raise ValidationError(NO_SVG)
        if namespace == SVG and local in ELEMENTS:
            return True
        if namespace == SVG and local in LEFT_OUT:
            self.left_out.add(LEFT_OUT[local])
        return False

    def _written_as(self, local: str) -> str:
        """Return the element's name; for a link, a neutral one."""
        if local == "a":
            return "tspan" if "text" in self._open else "g"
        return local

    def _end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        if self._style is not None:
            css = svg_style.sheet("".join(self._style))
            self.out.append(css.translate(_TEXT_ESCAPES))
            self._style = None
        name = self._open.pop()
        if self.out[-1].startswith(f"<{name}") and self.out[-1][-2:] != "/>":
            self.out[-1] = f"{self.out[-1][:-1]}/>"
        else:
            self.out.append(f"</{name}>")
        group = self._path.pop()
        group.count = max(group.count, self._count - group.before)

    def _characters(self, text: str) -> None:
        if self._skipped:
            return
        if self._style is not None:
            self._style.append(text)
        elif not TEXTS.isdisjoint(self._open):
            self.out.append(text.translate(_TEXT_ESCAPES))

    # Attributes

    def _attributes(self, element: str, pairs: list[tuple[str, str]]) -> dict[str, str]:
        allowed: dict[str, str] = {}
        for name, value in pairs:
            namespace, _, local = name.rpartition(" ")
            if namespace in ("", XLINK) and local == "href":
                value = self._reference(element, value)
                if value:
                    allowed["xlink:href" if namespace else "href"] = value
            elif namespace == XML and local in ("space", "lang"):
                allowed[f"xml:{local}"] = value
            elif not namespace and local == "style":
                allowed["style"] = svg_style.declarations(value)
            elif not namespace and local in ATTRIBUTES:
                self._allow(allowed, local, value)
        return allowed

    def _allow(self, allowed: dict[str, str], name: str, value: str) -> None:
        if svg_style.is_harmless(value) or name in ("id", "class"):
            allowed[name] = value
        elif "url" in value.lower():
            self.left_out.add(OUTSIDE)

    def _reference(self, element: str, address: str) -> str:
        """Return what an element may refer to: another one, or an embedded picture."""
        address = address.strip()
        if element == "a":
            return ""
        if address.startswith("#"):
            return address
        if element == "image" and (found := _PICTURE.fullmatch(address)):
            return self._picture("".join(found[1].split()))
        self.left_out.add(OUTSIDE)
        return ""

    def _picture(self, data: str) -> str:
        """Return an embedded picture, checked and without metadata."""
        try:
            picture = prepare(b64decode(data))
        except (Base64Error, ValidationError) as error:
            raise ValidationError(
                "A picture inside the SVG cannot be read. Embed it as PNG or JPEG."
            ) from error
        self._pixels += picture.size[0] * picture.size[1]
        if self._pixels > MAX_PICTURE_PIXELS:
            raise ValidationError(
                "The pictures inside the SVG have more than 30 megapixels."
            )
        content = b64encode(picture.content).decode()
        return f"data:{picture.media_type};base64,{content}"

    def _frame(self, attributes: dict[str, str]) -> dict[str, str]:
        self.size, box = frame_of(attributes)
        sized = {"width": str(self.size[0]), "height": str(self.size[1])}
        names = {"xmlns": SVG, "xmlns:xlink": XLINK}
        return names | attributes | sized | {"viewBox": box}

    def _as_text(self, attributes: dict[str, str]) -> str:
        return "".join(
            f' {name}="{value.translate(_ESCAPES)}"'
            for name, value in attributes.items()
        )

    def _note(self, element: str, attributes: dict[str, str]) -> None:
        """Record which elements use which, to count what will be drawn."""
        around = self._path[-1] if self._path else self._root
        group = around
        if name := attributes.get("id"):
            group = _Group(self._count - 1)
            around.inner.append(group)
            self._named.setdefault(name, group)
        if element == "use":
            addresses = {attributes.get("href"), attributes.get("xlink:href")} - {None}
            group.uses += [str(address)[1:] for address in addresses]
        self._path.append(group)
