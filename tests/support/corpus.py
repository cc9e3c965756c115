"""The corpus of real essays, where there is one."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

CORPUS = Path(os.environ.get("POSTS_CORPUS", ROOT.parent / "shared" / "corpus"))


def essays() -> list[Path]:
    paths = sorted(CORPUS.glob("*/_posts/*.md"))
    if not paths:
        pytest.skip("No corpus: set POSTS_CORPUS to a folder of <blog>/_posts/*.md.")
    return paths


def body_of(path: Path) -> str:
    return path.read_text(encoding="utf-8").split("\n---\n", 1)[-1]
