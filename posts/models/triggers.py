"""The triggers that advance the content version, on SQLite and PostgreSQL.

Dropped before every migration and made anew after it, because SQLite's migrations
rebuild tables and lose or trip over what hangs on them.
"""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

# Each table that shows in public, with the condition, on the row before or after, under
# which a change of a row does.
DATED = "{row}.published_at IS NOT NULL"
TABLES = {
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

SQLITE = """
CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW {condition}
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = strftime('%Y-%m-%d %H:%M:%f', 'now')
    WHERE id = 1;
END
"""
POSTGRESQL = """
CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW {condition}
EXECUTE FUNCTION posts_advance_version()
"""
FUNCTION = """
CREATE OR REPLACE FUNCTION posts_advance_version() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE posts_contentversion
    SET number = number + 1, changed_at = clock_timestamp() WHERE id = 1;
    RETURN NULL;
END $$
"""


def make_triggers(connection: BaseDatabaseWrapper) -> None:
    """Make every trigger; none may be there."""
    is_postgresql = connection.vendor == "postgresql"
    template = POSTGRESQL if is_postgresql else SQLITE
    with connection.cursor() as cursor:
        if is_postgresql:
            cursor.execute(FUNCTION)
        for values in _triggers():
            cursor.execute(template.format(**values))


def drop_triggers(connection: BaseDatabaseWrapper) -> None:
    """Drop every trigger that is there."""
    suffix = " ON {table}" if connection.vendor == "postgresql" else ""
    template = "DROP TRIGGER IF EXISTS {name}" + suffix
    with connection.cursor() as cursor:
        for values in _triggers():
            cursor.execute(template.format(**values))


def _triggers() -> Iterator[dict[str, str]]:
    for table, shows in TABLES.items():
        for event, rows in ROWS.items():
            tests = " OR ".join(shows.format(row=row) for row in rows)
            yield {
                "name": f"{table}_{event.lower()}_version",
                "table": table,
                "event": event,
                "condition": f"WHEN ({tests})" if shows else "",
            }
