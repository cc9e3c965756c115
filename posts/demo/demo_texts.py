"""Reads the demo's texts: Markdown files that open with a little TOML between `+++`."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Literal

FOLDER = Path(__file__).parent

POSTS = (
    "path-dependence-in-fine-tuning.md",
    "generalisation-in-reinforcement-learning.md",
    "how-can-interpretability-help-alignment.md",
    "what-is-interpretability.md",
)
PAGES = ("about.md",)


@dataclass(frozen=True, slots=True)
class DemoText:
    """One post or page of the demo, with its Markdown source; `published` is UTC."""

    kind: Literal["post", "page"]
    title: str
    slug: str
    summary: str
    body: str
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    published: datetime


def texts() -> list[DemoText]:
    """Return the demo's posts, newest first, then its pages."""
    posts = [_read(FOLDER / name, "post") for name in POSTS]
    return posts + [_read(FOLDER / name, "page") for name in PAGES]


def _read(path: Path, kind: Literal["post", "page"]) -> DemoText:
    _, head, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    facts = tomllib.loads(head)
    return DemoText(
        kind=kind,
        title=facts["title"],
        slug=facts["slug"],
        summary=facts["summary"].strip(),
        body=body.strip() + "\n",
        tags=tuple(facts.get("tags", ())),
        authors=tuple(facts.get("authors", ())),
        published=datetime.combine(facts["published"], time(9), tzinfo=UTC),
    )
