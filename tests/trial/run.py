"""One run of the trial: edits, faults between them, and the exact text at the end."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from playwright.sync_api import BrowserType

from .author import Author
from .faults import FAULTS, begin, look_for_secrets
from .site import Site
from .wire import Wire

CHANCE = 0.2  # of a fault after each burst of edits


@dataclass
class Result:
    edits: int = 0
    saves: int = 0
    merges: int = 0
    posts: int = 0
    worst: tuple[float, str] = (0.0, "")
    faults: int = 0
    seconds: float = 0.0


class Failure(Exception):
    """What was lost, mangled or shown, with the last events before."""


def run(
    kind: BrowserType,
    folder: Path,
    *,
    seed: int,
    edits: int,
    seconds: float,
    only: str = "",
    show: Callable[[Author, str], None] = lambda author, fault: None,
) -> Result:
    """Write for so many edits, or seconds. Raises Failure.

    `only` is part of the name of the one kind of fault that should happen, if any;
    `show` is told of every fault.
    """
    rng = Random(seed)
    site = Site(folder)
    wire = Wire(site.port, rng.getrandbits(32))
    author = None
    try:
        site.prepare()
        author = Author(kind, site, wire)
        return _write(author, rng, edits, seconds, only, show)
    except Exception as error:
        events = "\n".join(author.events) if author else ""
        raise Failure(f"seed {seed}: {error}\n\nThe last events:\n{events}") from error
    finally:
        if author:
            author.browser.close()
        wire.close()
        site.kill()


def _write(
    author: Author,
    rng: Random,
    edits: int,
    seconds: float,
    only: str,
    show: Callable[[Author, str], None],
) -> Result:
    began, faults = time.monotonic(), 0
    chosen = {act: weight for act, weight in FAULTS.items() if only in act.__name__}
    begin(author, Random(rng.getrandbits(64)))
    while author.edits < edits and time.monotonic() < began + seconds:
        # Every step draws from its own, so that a replay takes the same course.
        step = Random(rng.getrandbits(64))
        _burst(author, step)
        if step.random() < CHANCE:
            [act] = step.choices(list(chosen), list(chosen.values()))
            author.fault = act.__name__.replace("_", " ")
            author.tell(f"{author.fault}: post {author.pk}, {author.edits} edits")
            show(author, author.fault)
            act(author, step)
            author.wire.restore()
            faults += 1
    author.save()
    return _judge(author, faults, time.monotonic() - began)


def _burst(author: Author, rng: Random) -> None:
    kind = rng.choices([author.press_keys, author.paste, None], [2, 1, 7])[0]
    if kind:
        kind(rng)
    else:
        author.type(rng, rng.randint(1, 15))


def _judge(author: Author, faults: int, seconds: float) -> Result:
    """Hold all that is stored against all that was saved."""
    wrong = [problem for pk in author.saved if (problem := author.what_differs(pk))]
    assert not wrong, "\n".join(wrong)
    count = author.site.rows("SELECT count(*) FROM posts_post")[0][0]
    assert count == len(author.saved), f"{count} posts, {len(author.saved)} written"
    look_for_secrets(author)
    return Result(
        author.edits,
        author.saves,
        author.merges,
        count,
        max(author.losses, default=(0.0, "")),
        faults,
        seconds,
    )
