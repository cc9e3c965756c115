"""Strict reading of settings from the environment: a wrong value is refused by name."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured


def read_bool(name: str) -> bool:
    """Return a switch; unset and empty are off. Raises ImproperlyConfigured."""
    value = os.environ.get(name, "")
    if value.lower() in {"", "0", "false", "no"}:
        return False
    if value.lower() in {"1", "true", "yes"}:
        return True
    raise ImproperlyConfigured(f"{name}={value!r}: write true or false.")


def read_list(name: str) -> list[str]:
    """Return the words between commas; unset is the empty list."""
    return [
        word.strip() for word in os.environ.get(name, "").split(",") if word.strip()
    ]


def read_base_url(name: str, *, default: str) -> str:
    """Return scheme and host, no slash at the end. Raises ImproperlyConfigured."""
    value = os.environ.get(name, "") or default
    try:
        parts = urlsplit(value)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname)
        sound = sound and (parts.port is None or parts.port > 0)
    except ValueError:
        sound = False
    if not sound or parts.path.strip("/") or parts.query or parts.fragment:
        raise ImproperlyConfigured(
            f"{name}={value!r}: write scheme and host only, like https://example.org."
        )
    return f"{parts.scheme}://{parts.netloc}"


def read_database(name: str, *, default: str) -> dj_database_url.DBConfig:
    """Return the database that a URL names. Raises ImproperlyConfigured."""
    try:
        values = dj_database_url.parse(
            os.environ.get(name, "") or default,
            conn_max_age=None,
            conn_health_checks=True,
        )
    except ValueError:
        values = {}
    if not str(values.get("ENGINE", "")).endswith(("sqlite3", "postgresql")):
        # Neither the value nor the parser's own words: they may hold a password.
        raise ImproperlyConfigured(
            f"{name} does not name a database: write postgres://user:password@host:5432/name"
            " or sqlite:////folder/file."
        )
    return values


def read_secret(name: str, *, file: Path) -> str:
    """Return a secret from the environment, or else from a file; "" if in neither.

    Raises ImproperlyConfigured if the file is there but somebody else's.
    """
    if value := os.environ.get(name, ""):
        return value
    try:
        return file.read_text().strip()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except PermissionError as error:
        raise ImproperlyConfigured(
            f"{file} cannot be read: make it yours, or set {name}."
        ) from error
