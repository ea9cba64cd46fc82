"""Lets a migration change a table on SQLite that triggers watch.

SQLite changes a table by making it anew: its own triggers go with the old one, and those of other
tables that name it stop the change. So all are taken down before, and put back as they were.
"""

from typing import Any

ON_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
_down: dict[str, list[str]] = {}


def take_down(apps: Any, schema_editor: Any) -> None:
    """Take every trigger down until `put_back`. On PostgreSQL nothing has to be done."""
    connection = schema_editor.connection
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(ON_SQLITE)
        found = cursor.fetchall()
    for name, _sql in found:
        schema_editor.execute(f'DROP TRIGGER "{name}"')
    _down[connection.alias] = [sql for _name, sql in found]


def put_back(apps: Any, schema_editor: Any) -> None:
    """Put back what `take_down` took."""
    for sql in _down.pop(schema_editor.connection.alias, []):
        schema_editor.execute(sql, params=None)
