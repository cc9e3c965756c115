"""Let somebody in again: a new password, an active account, no wait after failures.

Whoever can run this can read the database, so it asks for nothing else.
"""

from argparse import ArgumentParser

from axes.utils import reset
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand

from posts.serving.account import find_account, set_password, show_password
from posts.serving.database import require_database
from posts.serving.output import Output
from posts.serving.refusal import errors_as_sentences


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "account", nargs="?", help="who; without a name, all accounts are listed"
        )

    def handle(self, *, account: str | None, **_: object) -> None:
        with errors_as_sentences():
            require_database()
            if account is None:
                list_accounts(Output())
            else:
                recover(Output(), find_account(account))


def list_accounts(output: Output) -> None:
    """Print every account: what it may do, and why it cannot sign in."""
    for user in User.objects.prefetch_related("groups").order_by("username"):
        output.line(user.get_username(), describe(user))
    output.note("manage.py recover NAME gives one of them a new password.")


def describe(user: User) -> str:
    """Return what an account may do, when it last signed in, and what stops it."""
    groups = ", ".join(group.name for group in user.groups.all())
    last = user.last_login
    facts = [
        "may do everything" if user.is_superuser else groups or "in no group",
        f"signed in on {last:%Y-%m-%d}" if last else "has never signed in",
        "" if user.is_active else "deactivated",
        "" if user.is_staff else "may not use the admin",
    ]
    return ", ".join(filter(None, facts))


def recover(output: Output, user: User) -> None:
    """Set a new password, and remove what would stop it."""
    user.is_active = user.is_staff = True
    password = set_password(output, user, f"“{user.get_username()}”")
    reset()
    output.line("Account", f"{user.get_username()}, {describe(user)}")
    show_password(output, password)
    output.note("The account can sign in, and has been signed out everywhere.")
