"""The role of web and worker on PostgreSQL: it uses the tables, owns nothing, and changes no evidence.

Migrations run as the owner of the database, and give the role its rights after each `migrate`. A password
that web or worker holds then switches no trigger off, empties no table, and changes no row of history or
journal.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, router
from django.db.backends.base.base import BaseDatabaseWrapper

from coproduce.foundation.database.chains import LINKS
from coproduce.foundation.database.constraints import AppendOnlyConstraint, WrittenOnceConstraint

JOINED = ("position", "previous", "hash")
READ_ONLY = ("django_migrations",)


def rights_on(table: str) -> list[str]:
    """Return the rights of the role on a table: what its constraints allow, and no more."""
    if table == LINKS:  # made by triggers, with the rights of the owner; the chain joins them up
        return ["SELECT", f"UPDATE ({', '.join(JOINED)})"]
    if table in READ_ONLY:
        return ["SELECT"]
    constraints = _constraints().get(table, [])
    only_added = [one for one in constraints if isinstance(one, AppendOnlyConstraint)]
    if only_added:  # what may be erased is guarded by the trigger, column by column
        erasable = ", ".join(name for one in only_added for name in one.erasable)
        return ["SELECT", "INSERT", *([f"UPDATE ({erasable})"] if erasable else [])]
    kept = any(isinstance(one, WrittenOnceConstraint) and not one.deletable for one in constraints)
    return ["SELECT", "INSERT", "UPDATE"] + ([] if kept else ["DELETE"])


def _constraints() -> dict[str, list[Any]]:
    return {model._meta.db_table: list(model._meta.constraints) for model in apps.get_models()}


def grants(connection: BaseDatabaseWrapper, role: str) -> list[str]:
    """Return the statements that give the role its rights on every table there is, and take all others."""
    name = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
    found = [
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"REVOKE ALL ON SCHEMA public FROM {name}",
        f"GRANT USAGE ON SCHEMA public TO {name}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}",
    ]
    for table in tables:
        found.append(f"GRANT {', '.join(rights_on(table))} ON {connection.ops.quote_name(table)} TO {name}")
    return found


def give_rights(*, using: str = DEFAULT_DB_ALIAS) -> bool:
    """Give the role of web and worker its rights, as the owner. Returns whether there is such a role."""
    connection, role = connections[using], settings.DATABASE_APP_ROLE
    if connection.vendor != "postgresql" or using != DEFAULT_DB_ALIAS or not role:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s AND rolname <> current_user", [role])
        if cursor.fetchone() is None:
            return False
    statements = grants(connection, role)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    return True


MIGHTY = "SELECT rolsuper OR rolcreaterole OR rolreplication FROM pg_roles WHERE rolname = current_user"
OWNS = """
SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND pg_has_role(current_user, c.relowner, 'USAGE')
"""
MAY = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
  AND (has_table_privilege(c.oid, 'TRUNCATE, TRIGGER')
       OR (c.relname = ANY(%s) AND has_table_privilege(c.oid, 'UPDATE, DELETE')))
ORDER BY c.relname LIMIT 3
"""


def may_read(model: Any) -> bool:
    """Say whether the role of a model's connection may read its rows: of equality answers it may not."""
    connection = connections[router.db_for_read(model)]
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, 'SELECT')", [model._meta.db_table])
        return cursor.fetchone()[0]


def too_strong(connection: BaseDatabaseWrapper) -> list[str]:
    """Return what the role of a connection may do that web and worker must not. Empty on SQLite."""
    if connection.vendor != "postgresql":
        return []
    evidence = [
        table
        for table, constraints in _constraints().items()
        if any(isinstance(one, AppendOnlyConstraint) for one in constraints)
    ]
    found = []
    with connection.cursor() as cursor:
        cursor.execute(MIGHTY)
        if cursor.fetchone()[0]:
            found.append("it may do anything: it is a superuser, or makes roles")
        cursor.execute(OWNS)
        if owned := cursor.fetchone()[0]:
            found.append(f"it owns {owned} tables, so it may switch their triggers off")
        cursor.execute("SELECT has_schema_privilege('public', 'CREATE')")
        if cursor.fetchone()[0]:
            found.append("it may make tables and functions")
        cursor.execute(MAY, [evidence])
        if tables := [row[0] for row in cursor.fetchall()]:
            found.append(f"it may empty or change what is only added to: {', '.join(tables)}")
    return found
