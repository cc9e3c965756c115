"""Serve the site; the first run makes whatever it needs."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections

from posts.serving.account import make_first_account
from posts.serving.collect_static import collect_static_files
from posts.serving.data_folder import make_data_folder, make_secret_key
from posts.serving.database import prepare_database
from posts.serving.listen_address import Address, choose_address, follow_address
from posts.serving.output import Output
from posts.serving.refusal import errors_as_sentences
from posts.serving.server import choose_workers, serve
from posts.serving.stale_texts import prepare_texts


class Command(BaseCommand):
    help = "Prepare the site if necessary, and serve it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--host", default="127.0.0.1", help="where to listen (127.0.0.1)"
        )
        parser.add_argument(
            "--port", type=int, default=8000, help="the port (8000); 0 takes a free one"
        )
        parser.add_argument(
            "--workers", type=int, help="how many worker processes (one per core)"
        )
        parser.add_argument(
            "--demo", action="store_true", help="fill an empty site with four essays"
        )

    def handle(
        self, *, host: str, port: int, workers: int | None, demo: bool, **_: object
    ) -> None:
        output = Output()
        with errors_as_sentences():
            workers = choose_workers(workers)
            address = choose_address(host, port)
            follow_address(address)
            prepare(output, demo=demo)
            connections.close_all()
            serve(address, workers=workers, announce=lambda: announce(output, address))


def prepare(output: Output, *, demo: bool) -> None:
    """Make what is missing and renew what is stale."""
    make_data_folder(output)
    make_secret_key()
    prepare_database(output)
    collect_static_files(output)
    prepare_texts(output, demo=demo)
    make_first_account(output)


def announce(output: Output, address: Address) -> None:
    """Say where everything is."""
    output.blank_line()
    for label, path in (("Site", "/"), ("Admin", "/admin/"), ("Feed", "/rss.xml")):
        output.line(label, settings.BASE_URL + path, style="bold")
    if address.is_everywhere and address.url == settings.BASE_URL:
        output.blank_line()
        output.note(
            "Other machines can use the site once POSTS_BASE_URL is the address at"
            " which they reach it, such as https://essays.example."
        )
    output.blank_line()
    output.note("Press Ctrl+C to stop.")
