"""What the database must hold besides its tables, made after every migration."""

from typing import Any

from django.apps import apps as installed
from django.db import connections

from .groups import ensure_groups
from .site import ROW, SiteSettings
from .tag_triggers import drop_tag_triggers, make_tag_triggers
from .triggers import drop_triggers, make_triggers
from .version import ContentVersion


def ensure(using: str, apps: Any = None, plan: Any = None, **_: Any) -> None:
    """Make the rows that there is one of, the groups, and the triggers.

    The site's row must be there early: its identifier, from which the feeds' own are
    made, must never change.
    """
    connection = connections[using]
    if ContentVersion._meta.db_table not in connection.introspection.table_names():
        return  # migrated back to an earlier release
    SiteSettings.objects.using(using).get_or_create(pk=ROW)
    ContentVersion.objects.using(using).get_or_create(pk=ROW)
    ensure_groups(using, apps or installed, plan)
    drop_triggers(connection)
    make_triggers(connection)
    drop_tag_triggers(connection)
    make_tag_triggers(connection)


def release(using: str, **_: Any) -> None:
    """Take the triggers away before tables are rebuilt."""
    drop_triggers(connections[using])
    drop_tag_triggers(connections[using])
