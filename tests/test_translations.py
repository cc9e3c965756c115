"""Translations: compiled as they are written, and complete for the public site."""

import ast
import gettext
import re
from pathlib import Path

import pytest

from tests.support.served import ROOT

LOCALE = ROOT / "posts" / "locale"
CATALOGUES = sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))
ENTRY = re.compile(
    r'^(?:msgctxt (?P<context>(?:".*"\n)+))?'
    r'msgid (?P<id>(?:".*"\n)+)'
    r'(?:msgid_plural (?P<plural>(?:".*"\n)+))?'
    r'(?P<words>(?:msgstr(?:\[\d\])? (?:".*"\n?)+)+)',
    re.MULTILINE,
)
IN_TEMPLATE = re.compile(r"""\{% (?:translate|firstof .*_\()\s*['"](.+?)['"]""")
BLOCK = re.compile(
    r"\{% blocktranslate(.*?)%\}(.*?)(?:\{% plural %\}(.*?))?\{% endblocktranslate %\}",
    re.DOTALL,
)


def text_of(lines: str | None) -> str:
    """Return the text of quoted lines, joined."""
    return "".join(ast.literal_eval(line) for line in (lines or "").splitlines())


def written(path: Path) -> dict[tuple[str, str, int], str]:
    """Return what a catalogue says, by context, message and number of the plural."""
    entries = {}
    for found in ENTRY.finditer(path.read_text(encoding="utf-8")):
        parts = re.split(r"^msgstr(?:\[\d\])? ", found["words"], flags=re.MULTILINE)
        for number, words in enumerate(parts[1:]):
            if key := text_of(found["id"]):
                context = text_of(found["context"])
                entries[context, key, number] = text_of(words)
    return entries


def messages() -> set[str]:
    """Return the messages of the public templates."""
    found = set()
    for path in (ROOT / "templates").rglob("*.html"):
        if "admin" not in path.parts:
            text = path.read_text(encoding="utf-8")
            found |= set(IN_TEMPLATE.findall(text))
            for options, body, _ in BLOCK.findall(text):
                # {{ name }} stands in the catalogue as %(name)s.
                body = re.sub(r"\{\{ *(\w+) *\}\}", r"%(\1)s", body)
                lines = [line.strip() for line in body.strip().splitlines()]
                found.add(" ".join(lines) if "trimmed" in options else body)
    return found


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_compiled_catalogue_is_the_written_one(path: Path):
    entries = written(path)
    with path.with_suffix(".mo").open("rb") as stream:
        compiled = gettext.GNUTranslations(stream)
    assert entries
    for (context, key, number), words in entries.items():
        full = f"{context}\x04{key}" if context else key
        found = compiled._catalog.get((full, number), compiled._catalog.get(full))
        assert found == words


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_catalogue_has_every_message_of_the_public_templates(path: Path):
    known = {key for (_, key, _), words in written(path).items() if words}
    wanted = messages()
    assert len(wanted) > 20
    assert wanted - known == set()


def test_german_is_shipped():
    assert [path.parts[-3] for path in CATALOGUES] == ["de"]
