"""The first account: an editor, on a site that has no account at all."""

import secrets
import sys
from getpass import getpass

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from .report import Report

NAME = "editor"
# Letters and digits that nobody mistakes for one another.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def make_first_account(report: Report) -> None:
    """Make the editor, with a password that is asked for or else shown once."""
    users = get_user_model().objects
    if users.exists():
        return
    password = ask_password(report) if sys.stdin.isatty() else ""
    shown = "" if password else make_password()
    users.create_superuser(NAME, password=password or shown)
    report.line("Account", f"{NAME}, for the admin")
    if shown:
        report.line("Password", f"{shown}  (shown this once: keep it)", style="bold")


def make_password() -> str:
    """Return a random password of 80 bits, in groups that can be typed."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


def ask_password(report: Report) -> str:
    """Return a password typed twice, or "" if one shall be made."""
    report.blank()
    report.console.print(
        f"Choose a password for the account “{NAME}”, with which you will write."
        "\nLeave it empty, and one is made for you."
    )
    while password := getpass("Password: "):
        if problem := _find_problem(password):
            report.console.print(problem, style="red")
        elif getpass("Again: ") != password:
            report.console.print("The two are not the same. Once more.", style="red")
        else:
            break
    report.blank()
    return password


def _find_problem(password: str) -> str:
    try:
        validate_password(password, get_user_model()(username=NAME))
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
