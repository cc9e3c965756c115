"""What the database holds besides its tables: single rows, groups and triggers.

All of it is recreated after every migration. The triggers are dropped before one,
because SQLite's migrations rebuild tables, and lose or trip over their triggers.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps as installed
from django.apps.registry import Apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from .content_version import ContentVersion
from .permissions import Plan, ensure_groups
from .publication import published_sql
from .site_settings import ROW, SiteSettings

NOW = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now')",
    "postgresql": "clock_timestamp()",
}

# Each table that the public sees, with the condition, on the row before or after, under
# which a change is visible.
DATED = "{row}.published_at IS NOT NULL"
PUBLIC_TABLES = {
    "posts_post": DATED,
    "posts_page": DATED,
    "posts_tag": "",
    "posts_taggedpost": "",
    "posts_author": "",
    "posts_authorship": "",
    "posts_sitesettings": "",
    "posts_navigationlink": "",
    "posts_redirect": "",
}
ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
ADVANCE_VERSION = """
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = {now} WHERE id = 1;
"""

# A tag remembers that readers could find its page. It is public while it has a public
# post. Time alone can make it so, and it ends in many ways: a post is untagged,
# unpublished or deleted, one by one or by `update()`.
UNTAGGED = f"""
    UPDATE posts_tag SET was_public = TRUE
    WHERE id = OLD.tag_id AND NOT was_public AND EXISTS (
        SELECT 1 FROM posts_post WHERE id = OLD.content_object_id
        AND {published_sql("published_at", "{now}")}
    );
"""
WITHDRAWN = f"""
    UPDATE posts_tag SET was_public = TRUE
    WHERE NOT was_public AND {published_sql("OLD.published_at", "{now}")} AND id IN (
        SELECT tag_id FROM posts_taggedpost WHERE content_object_id = OLD.id
    );
"""


@dataclass(frozen=True, slots=True)
class Trigger:
    """What the database does after an event on a row; `{now}` stands in the body.

    PostgreSQL runs the body as a `function`, SQLite as it is.
    """

    name: str
    event: str
    table: str
    body: str
    function: str
    condition: str = ""

    def make(self, connection: BaseDatabaseWrapper) -> None:
        body = self.body.format(now=NOW[connection.vendor])
        run = f"BEGIN {body} END"
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {self.function}() RETURNS trigger"
                    f" LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$"
                )
                run = f"EXECUTE FUNCTION {self.function}()"
            cursor.execute(
                f"CREATE TRIGGER {self.name} AFTER {self.event} ON {self.table}"
                f" FOR EACH ROW {self.condition} {run}"
            )

    def drop(self, connection: BaseDatabaseWrapper) -> None:
        suffix = f" ON {self.table}" if connection.vendor == "postgresql" else ""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER IF EXISTS {self.name}{suffix}")


def version_triggers() -> Iterator[Trigger]:
    """Yield the triggers that advance the content version, for every public table."""
    for table, shows in PUBLIC_TABLES.items():
        for event, rows in ROWS.items():
            tests = " OR ".join(shows.format(row=row) for row in rows)
            yield Trigger(
                f"{table}_{event.lower()}_version",
                event,
                table,
                ADVANCE_VERSION,
                "posts_advance_version",
                f"WHEN ({tests})" if shows else "",
            )


def tag_triggers() -> Iterator[Trigger]:
    """Yield the triggers by which a tag remembers that it was public."""
    for name, event, table, body in (
        ("posts_tag_untagged", "DELETE", "posts_taggedpost", UNTAGGED),
        ("posts_tag_moved", "UPDATE", "posts_taggedpost", UNTAGGED),
        ("posts_tag_taken_back", "UPDATE OF published_at", "posts_post", WITHDRAWN),
    ):
        yield Trigger(name, event, table, body, name)


def set_up(using: str, apps: Apps = installed, plan: Plan = None, **_: object) -> None:
    """Create the single rows, the groups and the triggers.

    The site's row must exist early: its identifier, from which the feeds' own are
    derived, must never change.
    """
    connection = connections[using]
    if ContentVersion._meta.db_table not in connection.introspection.table_names():
        return  # migrated back to an earlier release
    SiteSettings.objects.using(using).get_or_create(pk=ROW)
    ContentVersion.objects.using(using).get_or_create(pk=ROW)
    ensure_groups(using, apps, plan)
    drop_triggers(using)
    for trigger in version_triggers():
        trigger.make(connection)
    if _tags_remember(connection):
        for trigger in tag_triggers():
            trigger.make(connection)


def drop_triggers(using: str, **_: object) -> None:
    """Drop every trigger that exists, before tables are rebuilt."""
    for trigger in (*version_triggers(), *tag_triggers()):
        trigger.drop(connections[using])


def _tags_remember(connection: BaseDatabaseWrapper) -> bool:
    """Return whether the tables are those of this release, not of an earlier one."""
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, "posts_tag")
    return "was_public" in {column.name for column in columns}
