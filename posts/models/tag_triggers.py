"""The triggers by which a tag remembers that readers could find its page.

A tag is public while it has a public post. Time alone makes it so, and it ends in many
ways: a post is untagged, taken back, put into the trash, or deleted, one by one or by
`update()`. Whether its old address must lead on is therefore noted by the database.
"""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

SQLITE_NOW = "strftime('%Y-%m-%d %H:%M:%f', 'now')"
UNTAGGED = """
    UPDATE posts_tag SET was_public = TRUE
    WHERE id = OLD.tag_id AND NOT was_public AND EXISTS (
        SELECT 1 FROM posts_post
        WHERE id = OLD.content_object_id AND published_at <= {now}
    );
"""
TAKEN_BACK = """
    UPDATE posts_tag SET was_public = TRUE
    WHERE NOT was_public AND OLD.published_at <= {now} AND id IN (
        SELECT tag_id FROM posts_taggedpost WHERE content_object_id = OLD.id
    );
"""
# Name, event, table, and what is done for each row.
TRIGGERS = [
    ("posts_tag_untagged", "DELETE", "posts_taggedpost", UNTAGGED),
    ("posts_tag_moved", "UPDATE", "posts_taggedpost", UNTAGGED),
    ("posts_tag_taken_back", "UPDATE OF published_at", "posts_post", TAKEN_BACK),
]


def make_tag_triggers(connection: BaseDatabaseWrapper) -> None:
    """Make every trigger, unless the tables are those of an earlier release."""
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, "posts_tag")
        if "was_public" not in {column.name for column in columns}:
            return
        for name, event, table, body in TRIGGERS:
            if connection.vendor == "postgresql":
                _make_function(cursor, name, body)
                run = f"EXECUTE FUNCTION {name}()"
            else:
                run = f"BEGIN {body.format(now=SQLITE_NOW)} END"
            cursor.execute(
                f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW {run}"
            )


def drop_tag_triggers(connection: BaseDatabaseWrapper) -> None:
    """Drop every trigger that is there."""
    with connection.cursor() as cursor:
        for name, _, table, _ in TRIGGERS:
            suffix = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{suffix}")


def _make_function(cursor: CursorWrapper, name: str, body: str) -> None:
    body = body.format(now="clock_timestamp()")
    cursor.execute(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
        f" AS $$ BEGIN {body} RETURN NULL; END $$"
    )
