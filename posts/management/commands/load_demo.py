"""Load the demo into an empty site."""

from django.core.management.base import BaseCommand

from posts.demo.loader import load_demo


class Command(BaseCommand):
    help = "Load four essays, a figure and a page into a site that has no texts yet."

    def handle(self, **_: object) -> None:
        if load_demo():
            self.stdout.write("The demo is loaded: four posts and a page.")
        else:
            self.stdout.write("This site already has texts; nothing was changed.")
