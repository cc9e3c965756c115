"""How a step of `serve` says that it cannot go on."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, connection

INTERRUPTED = 130


class Refusal(Exception):
    """A sentence or two for whoever ran the command: what is wrong, what helps."""


@contextmanager
def errors_as_sentences() -> Iterator[None]:
    """Turn errors that can befall a sound program into a sentence and exit status 1."""
    try:
        yield
    except Refusal as refusal:
        sys.exit(str(refusal))
    except DatabaseError as error:
        sys.exit(_explain_database(error))
    except OSError as error:
        place = error.filename or settings.DATA_DIR
        sys.exit(f"{place} cannot be read or written: {error.strerror}.")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _explain_database(error: DatabaseError) -> str:
    """Return the database's own reason, and its place without the password."""
    reason = " ".join(str(error).split()).rstrip(".?!")
    values = settings.DATABASES["default"]
    if connection.vendor == "sqlite":
        place = f"the file {values['NAME']}"
    else:
        host, port = values["HOST"] or "localhost", values["PORT"] or "the usual port"
        place = f"“{values['NAME']}” on {host}, {port}"
    return (
        f"The database cannot be used: {reason}. It is {place}; set DATABASE_URL to use"
        " another."
    )
