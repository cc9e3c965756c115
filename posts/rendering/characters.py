"""Which characters a text may contain: those that HTML and XML 1.0 both accept."""

import re
from typing import Final

# Private to this package: an author's text never contains them, because `clean` and
# `clean_references` take all noncharacters out. The first two enclose the number of an
# insert; the third stands for a pipe that is no border of a cell.
OPEN: Final = "\ufdd0"
CLOSE: Final = "\ufdd1"
PIPE: Final = "\ufdd2"

_NONCHARACTERS = "".join(
    chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000)
)
_REFUSED = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]"
)
# Vertical tab, form feed and next line (NEL) are where Word and printers break a line.
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85]")
_REFERENCE = re.compile(
    r"&#(?:[xX]0*+([0-9a-fA-F]{1,6})|0*+([0-9]{1,7}))(?![0-9a-fA-F]);?"
)


def clean(text: str) -> str:
    """Return the text with line ends as \\n and without what XML 1.0 or HTML forbid.

    Nothing runs together: what is forbidden becomes a space or, where it comes from
    Windows-1252, the character that was meant (HTML, 13.2.5.80).
    """
    return _REFUSED.sub(_meant, _LINE_ENDS.sub("\n", text))


def _meant(forbidden: re.Match[str]) -> str:
    is_windows = "\x80" <= forbidden[0] <= "\x9f"
    code = forbidden[0].encode("latin-1") if is_windows else b" "
    return code.decode("cp1252", "replace").replace("\ufffd", " ")


def clean_references(html: str) -> str:
    """Return the HTML without numeric references to what `clean` takes out."""
    return _REFERENCE.sub(_accepted, html)


def _accepted(reference: re.Match[str]) -> str:
    hexadecimal, decimal = reference.groups()
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    # HTML reads 0x80 to 0x9F as Windows-1252: quotation marks and dashes, mostly.
    windows = 0x80 <= code <= 0x9F and code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
    if code == 0 or (code <= 0x10FFFF and not windows and _REFUSED.match(chr(code))):
        return " "
    return reference[0]
