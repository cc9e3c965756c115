"""Render again the texts that a changed setting or a new release has outdated."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import Progress

from posts.models.article import Article
from posts.models.rerendering import reading_difference, rerender_stale, stale
from posts.serving.database import require_database
from posts.serving.refusal import errors_as_sentences


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help=(
                "Change nothing: list the outdated texts that will read differently,"
                " and exit with 1 if any text is outdated."
            ),
        )

    def handle(self, *, check: bool, **_: object) -> None:
        with errors_as_sentences():
            require_database()
        if check:
            self.check_texts()
            return
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("Rendering", total=None)
            count = rerender_stale(
                lambda done, total: progress.update(task, completed=done, total=total)
            )
        self.stdout.write(f"{texts(count)} rendered again.")

    def check_texts(self) -> None:
        """Tell what rendering would change. Raises CommandError if it would."""
        count = 0
        for article in stale():
            count += 1
            if difference := reading_difference(article):
                self.tell(article, difference)
        if count:
            raise CommandError(f"{texts(count)} outdated.")
        self.stdout.write("Nothing is outdated.")

    def tell(self, article: Article, difference: str) -> None:
        self.stdout.write(f"{article} ({article.get_absolute_url()}) will read")
        self.stdout.write(f"  {difference}")


def texts(count: int) -> str:
    return f"{count} {'text' if count == 1 else 'texts'}"
