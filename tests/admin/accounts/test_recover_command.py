"""Recovering a password on the command line, for whoever is shut out."""

import re
import subprocess
import sys

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client

from posts.serving import account as serving_account
from tests.support.served import ROOT, Machine, bare_environment


@pytest.fixture
def ada(db) -> User:
    user = User.objects.create_user("ada", password="forgotten", is_staff=True)
    user.groups.add(Group.objects.get(name="authors"))
    return user


@pytest.fixture
def recover(capsys):
    """Runs the command; returns what it prints."""

    def run(*arguments: str) -> str:
        call_command("recover", *arguments)
        return capsys.readouterr().out

    return run


@pytest.fixture
def type_in(monkeypatch):
    """A terminal at which these passwords are typed."""

    def prepare(*passwords: str) -> None:
        typed = iter(passwords)
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr(serving_account, "getpass", lambda _: next(typed))

    return prepare


def sign_in(name: str, password: str) -> Client | None:
    client = Client()
    fields = {"username": name, "password": password}
    return client if client.post("/admin/login/", fields).status_code == 302 else None


def printed_password(output: str) -> str:
    [password] = re.findall(r"Password +(\S+) ", output)
    return str(password)


def test_without_a_terminal_a_password_is_made_and_shown_once(ada, recover):
    output = recover("ada")
    assert sign_in("ada", printed_password(output))
    assert not sign_in("ada", "forgotten")


def test_on_a_terminal_the_password_is_asked_for_twice(ada, recover, type_in):
    long, other = "a long enough one", "another long one"
    type_in("12345", long, other, long, long)
    output = recover("ada")
    assert "too short" in output
    assert "passwords differ" in output
    assert long not in output
    assert sign_in("ada", long)


def test_nothing_typed_makes_a_password(ada, recover, type_in):
    type_in("")
    assert sign_in("ada", printed_password(recover("ada")))


def test_a_password_like_the_name_is_refused(recover, db, type_in):
    User.objects.create_user("konstantin", is_staff=True)
    type_in("konstantin1", "")
    assert "too similar to the username" in recover("konstantin")


def test_other_sessions_end(ada, recover):
    client = Client()
    client.force_login(ada)
    assert client.get("/admin/").status_code == 200
    recover("ada")
    assert client.get("/admin/").status_code == 302


def test_waits_are_lifted_also_that_of_an_address_for_other_names(ada, recover):
    for name in ("ada", "adda", "ada", "adda", "ada", "ada"):
        sign_in(name, "wrong")
    assert not sign_in("ada", "forgotten")
    assert sign_in("ada", printed_password(recover("ada")))


@pytest.mark.parametrize(
    ("field", "fact"),
    [("is_active", "deactivated"), ("is_staff", "may not use the admin")],
)
def test_an_account_that_may_not_sign_in_can_do_so_again(ada, recover, field, fact):
    setattr(ada, field, False)
    ada.save()
    assert fact in recover()
    output = recover("ada")
    assert fact not in output
    assert sign_in("ada", printed_password(output))


def test_nothing_else_of_the_account_changes(ada, recover):
    recover("ada")
    changed = User.objects.get(pk=ada.pk)
    assert not changed.is_superuser
    assert [group.name for group in changed.groups.all()] == ["authors"]


def test_accounts_are_listed_with_what_they_may_do(ada, recover):
    User.objects.create_superuser("root")
    User.objects.create_user("bob")
    output = recover()
    lines = {line.split()[0]: line for line in output.splitlines() if line.strip()}
    assert "authors, has never signed in" in lines["ada"]
    assert "may do everything" in lines["root"]
    assert "in no group" in lines["bob"]
    assert "recover NAME" in output


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("adda", "no account “adda”. Did you mean “ada”?"),
        ("ADA", "Did you mean “ada”?"),
        ("zzzzzz", "lists the accounts"),
        ("", "There is no account “”"),
        ("[bold]", "no account “[bold]”"),
    ],
)
def test_unknown_account_is_a_sentence_with_similar_names(ada, name, words):
    with pytest.raises(SystemExit, match=re.escape(words)):
        call_command("recover", name)


# In a process of its own


def run(machine: Machine, *arguments: str) -> subprocess.CompletedProcess[str]:
    own = {"POSTS_DATA_DIR": str(machine.folder)} | machine.environment
    return subprocess.run(
        [sys.executable, "manage.py", "recover", *arguments],
        cwd=ROOT,
        env=bare_environment() | own,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_database_it_says_so_and_makes_none(machine: Machine):
    result = run(machine)
    assert result.returncode == 1
    assert "There is no database yet" in result.stderr
    assert "Traceback" not in result.stderr
    assert not machine.folder.exists()


def test_recovers_the_first_account_of_a_real_site(used_machine: Machine):
    assert "editor" in run(used_machine).stdout
    result = run(used_machine, "editor")
    assert result.returncode == 0, result.stderr
    assert len(printed_password(result.stdout)) == 19
