"""What the database must hold besides its tables, made after every migration."""

from typing import Any

from django.db import connections

from .site import ROW, SiteSettings
from .triggers import drop_triggers, make_triggers
from .version import ContentVersion


def ensure(using: str, **_: Any) -> None:
    """Make the rows that there is one of, and the triggers.

    The site's row must be there early: its identifier, from which the feeds' own are
    made, must never change.
    """
    connection = connections[using]
    if ContentVersion._meta.db_table not in connection.introspection.table_names():
        return  # migrated back to an earlier release
    SiteSettings.objects.using(using).get_or_create(pk=ROW)
    ContentVersion.objects.using(using).get_or_create(pk=ROW)
    drop_triggers(connection)
    make_triggers(connection)


def release(using: str, **_: Any) -> None:
    """Take the triggers away before tables are rebuilt."""
    drop_triggers(connections[using])
