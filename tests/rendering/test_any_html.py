"""Whatever HTML and Markdown are mixed: an HTML checker finds nothing."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from posts.rendering import Source, render
from posts.rendering.policy import AUTHOR_ATTRIBUTES, AUTHOR_TAGS, GLOBAL_ATTRIBUTES
from posts.rendering.tree import VOID
from tests.support.html_checker import check_html

PAGE = """<!DOCTYPE html>
<html lang="en"><title>A text</title>
<main><h1>T {title}</h1><p>{summary}</p>
{body}</main></html>
"""
LABEL = "\\label{j}"
WORDS = (
    "a", "b c", "*d*", "`e`", "$f$", "$\\ref{j}$", "$\\no$", "[g](/g)", "![h](/h.png)",
    "![]()", "[](x:y)", "[^1]", "&amp;", "  ", "\n",
)  # fmt: skip
BLOCKS = (
    "", "# i", f"$$\nj {LABEL}\n$$", "- k\n- l", "1. m", "- [ ] n", "> o",
    "> [!NOTE]\n> p", "| q |\n|---|\n| r |", "s\n: t", "```\nu\n```", "[^1]: v", "---",
)  # fmt: skip
# What a table's cells span and are headed by is left to the author: browsers make do.
OF_TABLES = {"col", "colgroup", "colspan", "headers", "rowspan"}
TAGS = sorted({*AUTHOR_TAGS, "center", "font", "section"} - OF_TABLES)
OWN = {tag: sorted(names - OF_TABLES) for tag, names in AUTHOR_ATTRIBUTES.items()}
NAMES = sorted(GLOBAL_ATTRIBUTES.union(*OWN.values()))
VALUES = ("", "x", "y z", "1", "-1", "100%", "/x", "en", "2024-01-01", "row", "auto")


def written(random: Random, depth: int = 4) -> str:
    """Return some words, blocks and elements, one within the other."""
    return "".join(pieces(random, depth)) if depth else random.choice(WORDS)


def pieces(random: Random, depth: int) -> Iterator[str]:
    for _ in range(random.choice((0, 1, 1, 2, 3))):
        kind = random.random()
        if kind < 0.2:
            yield random.choice(WORDS)
        elif kind < 0.4:
            yield f"\n\n{random.choice(BLOCKS)}\n\n"
        elif kind < 0.9:
            yield element(random, depth)
        else:
            mark = random.choice(("> ", "- ", "# ", "[^1]: "))
            within = written(random, depth - 1)
            yield f"\n\n{mark}{within.replace('\n', '\n' + ' ' * len(mark))}\n\n"


def element(random: Random, depth: int) -> str:
    tag = random.choice(TAGS)
    start = f"<{tag}{attributes(random, tag)}>"
    if tag in VOID or random.random() < 0.1:
        return start
    gap = random.choice(("", "", "\n", "\n\n"))
    return f"{start}{gap}{written(random, depth - 1)}{gap}</{tag}>"


def attributes(random: Random, tag: str) -> str:
    own = OWN.get(tag, [])
    names = {random.choice([*own, *own, *NAMES]) for _ in range(random.choice((0, 2)))}
    return "".join(f' {name}="{random.choice(VALUES)}"' for name in sorted(names))


@pytest.mark.long
def test_html_checker_finds_nothing_in_any_text(tmp_path: Path) -> None:
    texts = [written(Random(number)) for number in range(1_000)]
    for number, text in enumerate(texts):
        line = text.replace(LABEL, "")  # which may be in one of them only
        article = render(Source(title=line, summary=line, body=text))
        page = PAGE.format(
            title=article.title_html, summary=article.summary_html, body=article.html
        )
        (tmp_path / f"{number}.html").write_text(page)
    found = check_html(tmp_path, "--errors-only")
    assert [(message, texts[int(name[:-5])]) for name, message in found] == []
