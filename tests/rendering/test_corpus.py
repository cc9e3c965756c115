"""Real essays, which are not part of the repository."""

import os
from pathlib import Path

import pytest

from posts.rendering import Source, render
from posts.rendering.renderer import UNKNOWN_DEFECT

ROOT = Path(__file__).parents[2]
CORPUS = Path(os.environ.get("POSTS_CORPUS", ROOT.parent / "shared" / "corpus"))

pytestmark = pytest.mark.corpus


def essays() -> list[Path]:
    paths = sorted(CORPUS.glob("*/_posts/*.md"))
    if not paths:
        pytest.skip("No corpus: set POSTS_CORPUS to a folder of <blog>/_posts/*.md.")
    return paths


def body_of(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("\n---\n", 1)[-1]


def test_every_essay_renders_whole() -> None:
    for path in essays():
        article = render(Source(body=body_of(path)))
        assert article.word_count > 1_000, path.name
        assert len(article.contents) >= 3, path.name
        assert len(article.summary_text) > 50, path.name


def test_problems_of_an_essay_can_be_read_through() -> None:
    for path in essays():
        problems = render(Source(body=body_of(path))).problems
        messages = [problem.message for problem in problems]
        lines = len(body_of(path).splitlines())
        assert all(1 <= problem.line <= lines for problem in problems), path.name
        assert len(set(messages)) == len(messages) < 60, path.name
        assert UNKNOWN_DEFECT not in messages
        assert not any("shown as text" in message for message in messages), path.name
