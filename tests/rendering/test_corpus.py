"""Real essays, which are not part of the repository."""

import pytest

from posts.rendering import Source, render
from posts.rendering.renderer import UNKNOWN_DEFECT
from tests.support.corpus import body_of, essays

pytestmark = pytest.mark.corpus


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
