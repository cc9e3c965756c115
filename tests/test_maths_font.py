"""The maths font is made once, whole, and offered as a static file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

from posts import staticfiles

ADDRESS = "fonts/stix-two-math.woff2"


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(autouse=True)
def _data_dir(settings: object, data_dir: Path) -> None:
    settings.DATA_DIR = data_dir  # type: ignore[attr-defined]


@pytest.fixture
def font() -> Iterator[TTFont]:
    with TTFont(staticfiles.maths_font()) as opened:
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


def test_font_stretches_brackets_and_has_script_forms(font: TTFont) -> None:
    assert "MATH" in font
    features = {
        record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord
    }
    assert "ssty" in features


@pytest.mark.parametrize("sign", [*"xθΣ∑∫√∇≤⊗⟨⟩‖→⟶𝔼𝓛𝔤𝒙𝟙𝜽′ˆ˜⏟∖⫫"])
def test_font_has_the_signs_of_mathematics(font: TTFont, sign: str) -> None:
    assert ord(sign) in font.getBestCmap()


def test_font_keeps_its_licence(font: TTFont) -> None:
    assert "SIL Open Font License" in font["name"].getDebugName(13)


def test_font_weighs_less_than_an_image() -> None:
    assert staticfiles.maths_font().stat().st_size < 300_000


def test_font_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = staticfiles.maths_font()
    monkeypatch.setattr(staticfiles, "_make", lambda target: pytest.fail("made again"))
    assert staticfiles.maths_font() == first


def test_interrupted_making_leaves_no_broken_font(
    monkeypatch: pytest.MonkeyPatch, settings: object, tmp_path: Path
) -> None:
    def stop(target: Path) -> None:
        target.write_bytes(b"half a font")
        raise OSError("disk full")

    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    monkeypatch.setattr(staticfiles, "_make", stop)
    with pytest.raises(OSError, match="disk full"):
        staticfiles.maths_font()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
