"""The maths font is made once, whole, and served as a static file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

from posts import maths_font
from posts import static_storage as staticfiles

ADDRESS = "fonts/stix-two-math.woff2"


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(autouse=True)
def _data_dir(settings: object, data_dir: Path) -> None:
    settings.DATA_DIR = data_dir  # type: ignore[attr-defined]


@pytest.fixture
def font() -> Iterator[TTFont]:
    with TTFont(staticfiles.font_file()) as opened:
        yield opened


def test_font_is_found_as_a_static_file() -> None:
    place = finders.find(ADDRESS)
    assert place
    assert Path(place).read_bytes()[:4] == b"wOF2"


def test_font_is_listed_for_collecting() -> None:
    ((name, storage),) = staticfiles.MathsFontFinder().list(None)
    assert f"{storage.prefix}/{name}" == ADDRESS  # type: ignore[attr-defined]
    assert storage.exists(name)


def test_other_addresses_are_left_to_other_finders() -> None:
    finder = staticfiles.MathsFontFinder()
    assert finder.find("fonts/other.woff2") is None
    assert finder.find("fonts/other.woff2", find_all=True) == []


def test_font_stretches_what_formulas_stretch(font: TTFont) -> None:
    variants = font["MATH"].table.MathVariants
    names = font.getBestCmap()
    assert {names[ord(character)] for character in "([{|√∫∑"} <= set(
        variants.VertGlyphCoverage.glyphs
    )
    assert {names[ord(character)] for character in "→⏟˜ˇ"} <= set(
        variants.HorizGlyphCoverage.glyphs
    )


def test_arrows_can_be_joined_to_any_length(font: TTFont) -> None:
    variants = font["MATH"].table.MathVariants
    for construction in variants.HorizGlyphConstruction:
        if construction.GlyphAssembly:
            parts = construction.GlyphAssembly.PartRecords
            overlaps = [part.StartConnectorLength for part in parts[1:]]
            assert min(overlaps) >= variants.MinConnectorOverlap


def test_primes_sit_low_enough_to_be_raised(font: TTFont) -> None:
    glyph = font["glyf"][font.getBestCmap()[ord("′")]]
    assert glyph.yMax < 600


def test_root_signs_are_about_equally_wide(font: TTFont) -> None:
    variants = font["MATH"].table.MathVariants
    index = variants.VertGlyphCoverage.glyphs.index(font.getBestCmap()[ord("√")])
    forms = variants.VertGlyphConstruction[index]
    names = [record.VariantGlyph for record in forms.MathGlyphVariantRecord]
    names += [part.glyph for part in forms.GlyphAssembly.PartRecords]
    widths = [font["hmtx"][name][0] for name in names]
    assert max(widths) - min(widths) < 100


def test_font_has_script_and_calligraphic_capitals(font: TTFont) -> None:
    features = font["GSUB"].table.FeatureList.FeatureRecord
    assert "ss01" in {record.FeatureTag for record in features}


@pytest.mark.parametrize("character", [*"xθΣ∑∫√∇≤⊗⟨⟩‖→⟶𝔼𝓛𝔤𝒙𝟙𝜽′ˆ˜⏟∖⫫"])
def test_font_has_the_characters_of_mathematics(font: TTFont, character: str) -> None:
    assert ord(character) in font.getBestCmap()


def test_font_keeps_its_licence(font: TTFont) -> None:
    assert "SIL Open Font License" in font["name"].getDebugName(13)


def test_font_weighs_less_than_an_image() -> None:
    assert staticfiles.font_file().stat().st_size < 200_000


def test_font_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = staticfiles.font_file()
    monkeypatch.setattr(maths_font, "make", lambda target: pytest.fail("made again"))
    assert staticfiles.font_file() == first


def test_interrupted_making_leaves_no_broken_font(
    monkeypatch: pytest.MonkeyPatch, settings: object, tmp_path: Path
) -> None:
    def stop(target: Path) -> None:
        target.write_bytes(b"half a font")
        raise OSError("disk full")

    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    monkeypatch.setattr(maths_font, "make", stop)
    with pytest.raises(OSError, match="disk full"):
        staticfiles.font_file()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
