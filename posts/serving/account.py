"""Accounts from the command line: the first one, and a new password for any."""

import sys
from difflib import get_close_matches
from getpass import getpass
from secrets import choice

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from .output import Output
from .refusal import Refusal

NAME = "editor"
# Letters and digits that nobody mistakes for one another.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def make_first_account(output: Output) -> None:
    """Create the editor, on a site that has no account at all, with a password that is
    asked for or else shown once."""
    if User.objects.exists():
        return
    user = User(username=NAME, is_staff=True, is_superuser=True)
    shown = set_password(output, user, f"“{NAME}”, with which you will write")
    output.line("Account", f"{NAME}, for the admin")
    show_password(output, shown)


def find_account(name: str) -> User:
    """Return the account of this name. Raises Refusal, which names similar ones."""
    if user := User.objects.filter(username=name).first():
        return user
    known = User.objects.values_list("username", flat=True)
    names = {one.casefold(): one for one in known}
    near = [names[key] for key in get_close_matches(name.casefold(), names, n=3)]
    if near:
        hint = f" Did you mean {' or '.join(f'“{one}”' for one in near)}?"
    else:
        hint = " Without a name, this command lists the accounts."
    raise Refusal(f"There is no account “{name}”.{hint}")


def set_password(output: Output, user: User, described: str) -> str:
    """Save the account with a new password; return it if generated, else "".

    It is asked for, twice, on a terminal, and generated elsewhere. A new password ends
    all sessions of the account.
    """
    typed = _ask(output, user, described) if sys.stdin.isatty() else ""
    made = "" if typed else make_password()
    user.set_password(typed or made)
    user.save()
    return made


def make_password() -> str:
    """Return a random password of 80 bits, in groups that can be typed."""
    groups = ("".join(choice(LETTERS) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


def show_password(output: Output, password: str) -> None:
    """Print a generated password; nothing if one was typed."""
    if password:
        output.line(
            "Password", f"{password}  (shown only once: note it down)", style="bold"
        )


def _ask(output: Output, user: User, described: str) -> str:
    """Return a password typed twice, or "" if one should be generated."""
    output.blank_line()
    output.console.print(
        f"Choose a password for the account {described}."
        "\nLeave it empty to have one generated."
    )
    while password := getpass("Password: "):
        if problem := _find_problem(password, user):
            output.console.print(problem, style="red")
        elif getpass("Again: ") != password:
            output.console.print("The two passwords differ. Try again.", style="red")
        else:
            break
    output.blank_line()
    return password


def _find_problem(password: str, user: User) -> str:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
