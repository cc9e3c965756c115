"""Let somebody in again: a new password, no wait, and an active account if asked.

Whoever can run this can read the database, so it asks for nothing else.
"""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand
from django.urls import reverse

from posts.admin.accounts.throttling import (
    NO_WAIT,
    lift,
    wait_in_words,
    wait_of_account,
)
from posts.serving.account import find_account, set_password, show_password
from posts.serving.database import require_database
from posts.serving.listen_address import BASE_URL
from posts.serving.output import Output
from posts.serving.refusal import errors_as_sentences

DEACTIVATED = "deactivated"
NOT_STAFF = "may not use the admin"


class Command(BaseCommand):
    help = "Give an account a new password, and lift what stops it from signing in."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "account", nargs="?", help="whose password; without a name, all are listed"
        )
        parser.add_argument(
            "--reactivate",
            action="store_true",
            help="also activate the account, and let it use the admin",
        )

    def handle(self, *, account: str | None, reactivate: bool, **_: Any) -> None:
        output = Output()
        with errors_as_sentences():
            require_database()
            if account is None:
                list_accounts(output)
            else:
                recover(output, find_account(account), reactivate=reactivate)


def list_accounts(output: Output) -> None:
    """Print every account: what it may do, and what stops it."""
    users = User.objects.prefetch_related("groups").order_by("username")
    if not users:
        output.note("There is no account yet; manage.py serve creates the first one.")
    for user in users:
        output.line(user.get_username(), describe(user))
    output.blank_line()
    output.note("manage.py recover NAME gives one of them a new password.")


def describe(user: User) -> str:
    """Return what an account may do, when it last signed in, and what stops it."""
    groups = ", ".join(group.name for group in user.groups.all())
    facts = ["may do everything" if user.is_superuser else groups or "in no group"]
    last = user.last_login
    facts.append(f"signed in on {last:%Y-%m-%d}" if last else "has never signed in")
    facts += obstacles(user)
    if (wait := wait_of_account(user.get_username())) > NO_WAIT:
        facts.append(f"too many failed attempts: waits for {wait_in_words(wait)}")
    return ", ".join(facts)


def obstacles(user: User) -> list[str]:
    """Return why an account cannot sign in at all; nothing if it can."""
    found = [] if user.is_active else [DEACTIVATED]
    return found if user.is_staff else [*found, NOT_STAFF]


def recover(output: Output, user: User, *, reactivate: bool) -> None:
    """Set a new password and say where to use it."""
    if obstacles(user) and (reactivate or wants_reactivation(user)):
        user.is_active = user.is_staff = True
    name = user.get_username()
    made = set_password(output, user, f"“{name}”")
    lift(name)
    output.line("Account", name)
    show_password(output, made)
    output.line("Sign in", where_to_sign_in(), style="bold")
    output.blank_line()
    output.note("The account has been signed out everywhere.")
    if still := obstacles(user):
        output.note(
            f"The account still cannot sign in ({', '.join(still)}). To change that,"
            " run this again with --reactivate."
        )


def where_to_sign_in() -> str:
    """Return the address; only its path unless it is set: `serve` may use any port."""
    path = reverse("admin:login")
    is_set = bool(os.environ.get(BASE_URL))
    return settings.BASE_URL + path if is_set else f"at {path} of your site"


def wants_reactivation(user: User) -> bool:
    """Ask, on a terminal."""
    if not sys.stdin.isatty():
        return False
    reasons = ", ".join(obstacles(user))
    reply = input(f"“{user.get_username()}”: {reasons}. Let it sign in again? [y/N] ")
    return reply.strip().lower() in {"y", "yes"}
