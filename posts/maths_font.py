"""The maths font: STIX Two Math, cut down to what formulas need, and corrected.

The source is the TrueType file in the ziamath package. Its licence, the SIL Open Font
License without reserved names, allows modified copies.
"""

import hashlib
from functools import cache
from importlib import resources
from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

_SOURCE = Path(str(resources.files("ziamath.fonts") / "STIXTwoMath-Regular.ttf"))

# Latin with accents, Greek, punctuation, letterlike symbols, arrows, operators,
# brackets, shapes, and mathematical alphabets: 2,758 of 4,604 characters, 160 of 560
# kB. Left out are scripts and symbols that a text font has, hints and alternates.
_CHARACTERS = (
    (0x0020, 0x017F),
    (0x02C6, 0x02DD),
    (0x0300, 0x0338),
    (0x0370, 0x03FF),
    (0x2000, 0x206F),
    (0x20D0, 0x20FF),
    (0x2100, 0x214F),
    (0x2190, 0x22FF),
    (0x2308, 0x230B),
    (0x231C, 0x2321),
    (0x239B, 0x23B6),
    (0x23D0, 0x23D0),
    (0x23DC, 0x23E1),
    (0x25A0, 0x25FF),
    (0x2660, 0x266F),
    (0x2713, 0x2717),
    (0x27C0, 0x27FF),
    (0x2900, 0x2AFF),
    (0x3008, 0x301B),
    (0xFE00, 0xFE01),
    (0x1D400, 0x1D7FF),
)
# Script capitals for \\mathscr, where the plain ones are calligraphic. The forms for
# sub- and superscripts (a third of the size) are left out: Chromium ignores them.
_FEATURES = ("ss01", "ccmp")
_COPYRIGHT_AND_LICENCE = (0, 1, 2, 3, 4, 5, 6, 13, 14)
_PRIMES = (0x2032, 0x2033, 0x2034, 0x2057)
_RADICALS = ("s1", "s2", "s3", "s4", "x", "t")
_RADICAL_WIDTH = 880
_WIDE_ACCENTS = {"tilde": "uni0303", "caron": "uni030C"}


@cache
def version() -> str:
    """Return a name that changes with the source and with this recipe."""
    recipe = Path(__file__).read_bytes()
    return hashlib.sha256(_SOURCE.read_bytes() + recipe).hexdigest()[:16]


def make(target: Path) -> None:
    """Write the font as WOFF2, the same bytes each time. Takes a few seconds."""
    options = Options()
    options.layout_features = list(_FEATURES)
    options.name_IDs = list(_COPYRIGHT_AND_LICENCE)
    options.hinting = False
    options.notdef_outline = True
    options.drop_tables += ["DSIG", "GlyphOrder"]
    subsetter = Subsetter(options)
    subsetter.populate(
        unicodes=[
            code for first, last in _CHARACTERS for code in range(first, last + 1)
        ]
    )
    with TTFont(_SOURCE, lazy=True, recalcTimestamp=False) as font:
        _lower_primes(font)
        _narrow_radicals(font)
        _join_arrows(font)
        _lower_labels(font)
        _widen_accents(font)
        subsetter.subset(font)
        font.flavor = "woff2"
        font.save(target)


def _lower_primes(font: TTFont) -> None:
    """Use the forms made for superscripts: browsers raise primes a second time."""
    lowered = {code: font.getBestCmap()[code] + ".ssty" for code in _PRIMES}
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(lowered)


def _narrow_radicals(font: TTFont) -> None:
    """Make tall radical signs hardly wider than the small one.

    Chromium reserves room for the widest form beside every root.
    """
    for form in _RADICALS:
        name = f"uni221A.{form}"
        advance, bearing = font["hmtx"][name]
        glyph = font["glyf"][name]
        glyph.coordinates.scale((_RADICAL_WIDTH / advance, 1))
        glyph.coordinates.toInt()
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (_RADICAL_WIDTH, glyph.xMin)


def _join_arrows(font: TTFont) -> None:
    """Let arrows stretch: the font has the overlap of their heads at the wrong end."""
    for construction in font["MATH"].table.MathVariants.HorizGlyphConstruction:
        if construction.GlyphAssembly:
            for part in construction.GlyphAssembly.PartRecords[1:]:
                part.StartConnectorLength = (
                    part.StartConnectorLength or part.EndConnectorLength
                )


def _lower_labels(font: TTFont) -> None:
    """Set the labels above and below an arrow close to it."""
    constants = font["MATH"].table.MathConstants
    constants.StretchStackTopShiftUp.Value = 480
    constants.StretchStackBottomShiftDown.Value = 450


def _widen_accents(font: TTFont) -> None:
    """Let the accents that browsers stretch be as wide as the combining ones."""
    variants = font["MATH"].table.MathVariants
    coverage = variants.HorizGlyphCoverage.glyphs
    found = dict(zip(coverage, variants.HorizGlyphConstruction, strict=True))
    for accent, model in _WIDE_ACCENTS.items():
        found[accent] = found[model]
    order = sorted(found, key=font.getGlyphID)
    variants.HorizGlyphCoverage.glyphs = order
    variants.HorizGlyphConstruction = [found[name] for name in order]
    variants.HorizGlyphCount = len(order)
