"""The trial from the command line: python -m tests.trial --seed 7 --edits 3000."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from random import SystemRandom
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
)

from .author import Author
from .run import Failure, run


def main() -> int:
    parser = ArgumentParser(prog="python -m tests.trial", description=__doc__)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    parser.add_argument("--edits", type=int, default=3_000)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument(
        "--only", default="", help="part of the name of one kind of fault"
    )
    options = parser.parse_args()
    console = Console()
    console.print(
        f"Seed {options.seed}: {options.edits} edits,"
        f" {options.seconds:g} seconds at most."
    )
    columns = [
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    ]
    with (
        TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        sync_playwright() as playwright,
        Progress(*columns, console=console) as progress,
    ):
        task = progress.add_task("edits", total=options.edits)

        def show(author: Author, fault: str) -> None:
            progress.update(task, completed=author.edits, description=f"{fault:<28}")

        try:
            result = run(playwright.chromium, Path(folder), **vars(options), show=show)
        except Failure as failure:
            console.print(str(failure), markup=False, highlight=False)
            again = (
                f"python -m tests.trial --seed {options.seed} --edits {options.edits}"
            )
            console.print(f"Again: {again}")
            return 1
    loss, when = result.worst
    console.print(
        f"Every text is exact: {result.edits} edits, {result.faults} faults,"
        f" {result.saves} saves, {result.merges} merges, {result.posts} posts"
        f" in {result.seconds:.0f} s. The worst loss: {loss:.2f} s ({when or 'none'})."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
