"""CommonMark 0.31.2: every example of the specification, read as the page shows it.

The author's own HTML is another matter: tests/rendering/test_raw_html.py.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from markdown_it import MarkdownIt

from posts.rendering import Source, render

ROOT = Path(__file__).parents[2]
DEFAULT = ROOT / "var" / "tools" / "node_modules" / "commonmark-spec"
FENCE = "`" * 32
WITH_HTML = MarkdownIt("commonmark")
WITHOUT_HTML = MarkdownIt("commonmark", {"html": False})
# Where the page means to differ: printed signs; a figure for an image that stands
# alone, with its title below; code in colours; headings below the page's own.
TYPED = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "--", "—": "---"}
)
RENAMED = {"figure": "p", **{f"h{level}": "h" for level in range(1, 7)}}
UNSEEN = ("div", "span", "figcaption")
# Headings without words are left out, and so are addresses of unknown kinds.
DIFFERENT = {
    "## \n#\n### ###\n",
    "<irc://foo.bar:2233/baz>\n",
    "<a+b+c:d>\n",
    "<made-up-scheme://foo,bar>\n",
    "<localhost:5001/foo>\n",
}


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


def _has_html(markdown: str) -> bool:
    return bool(WITH_HTML.render(markdown) != WITHOUT_HTML.render(markdown))


def _shown(html: str) -> str:
    """Return the elements and words of a page, in order, with what they lead to."""
    body = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return " ".join("".join(_parts(body)).translate(TYPED).split())


def _parts(element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag not in UNSEEN:
            told = [child.get(name) for name in ("alt", "href", "src", "start")]
            yield f" <{RENAMED.get(child.tag, child.tag)} {told}> "
        if child.tag != "figcaption":
            yield from _parts(child)
        yield child.tail or ""


def test_the_page_shows_every_example_of_the_specification_as_it_says() -> None:
    examples = _examples()
    assert len(examples) == 652
    for markdown, html in examples:
        if not _has_html(markdown):
            is_same = _shown(render(Source(body=markdown)).html) == _shown(html)
            assert is_same != (markdown in DIFFERENT), markdown
