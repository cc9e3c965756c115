"""The database: reached, tuned once, and brought up to date."""

from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from .output import Output
from .refusal import Refusal

NONE_YET = (
    "There is no database yet, and so no account. Start the site once, with manage.py"
    " serve: that makes both. If there is one elsewhere, name it in POSTS_DATA_DIR or"
    " DATABASE_URL, as when you start the site."
)


def prepare_database(output: Output) -> None:
    """Make or migrate the database if it needs it. Raises Refusal, DatabaseError."""
    if connection.vendor == "sqlite":
        _set_journal_mode()
    executor = MigrationExecutor(connection)
    applied = executor.loader.applied_migrations
    _refuse_the_future(set(applied) - set(executor.loader.disk_migrations or ()))
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        with output.step("Database", "brought up to date" if applied else "made"):
            call_command("migrate", interactive=False, verbosity=0)


def require_database() -> None:
    """Raise Refusal, or DatabaseError, unless the database is up to date."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and not (":" in name or Path(name).exists()):
        raise Refusal(NONE_YET)
    executor = MigrationExecutor(connection)
    applied = executor.loader.applied_migrations
    _refuse_the_future(set(applied) - set(executor.loader.disk_migrations or ()))
    if not applied:
        raise Refusal(NONE_YET)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Refusal(
            "The database is from an earlier version. Run manage.py migrate, or start"
            " the site with manage.py serve: that brings it up to date."
        )


def _set_journal_mode() -> None:
    """Let readers read while SQLite writes; stored in the file, so set only once."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        if cursor.fetchone() == ("delete",):
            cursor.execute("PRAGMA journal_mode=WAL")


def _refuse_the_future(unknown: set[tuple[str, str]]) -> None:
    if names := sorted(name for app, name in unknown if app == "posts"):
        raise Refusal(
            f"The database was made by a later version of Posts ({names[-1]}). Install"
            " that version, or restore an earlier copy of the database."
        )
