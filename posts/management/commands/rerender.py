"""Render again the texts that a macro, an image or a new release has outdated."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import Progress

from posts.models.rerendering import rerender_stale, stale


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="Only count the outdated texts; exit with 1 if there are any.",
        )

    def handle(self, *, check: bool, **_: object) -> None:
        if check:
            count = sum(1 for _ in stale())
            if count:
                raise CommandError(f"{texts(count)} outdated.")
            self.stdout.write("Nothing is outdated.")
            return
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("Rendering", total=None)
            count = rerender_stale(
                lambda done, total: progress.update(task, completed=done, total=total)
            )
        self.stdout.write(f"{texts(count)} rendered again.")


def texts(count: int) -> str:
    return f"{count} {'text' if count == 1 else 'texts'}"
