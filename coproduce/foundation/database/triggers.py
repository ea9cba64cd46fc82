"""The SQL of triggers that refuse, for `foundation.database.constraints`."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.backends.ddl_references import Statement, Table

EVENTS = ("insert", "update", "delete", "truncate")

POSTGRES_FUNCTION = """\
CREATE OR REPLACE FUNCTION "%(name)s"() RETURNS trigger LANGUAGE plpgsql AS $trigger$
DECLARE
  refused boolean;
BEGIN
  CASE TG_OP
%(branches)s
  END CASE;
  IF refused THEN
    RAISE EXCEPTION USING MESSAGE = %(message)s, ERRCODE = '%(code)s',
      CONSTRAINT = '%(name)s', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN COALESCE(NEW, OLD);
END $trigger$"""
POSTGRES_ROW = (
    'CREATE TRIGGER "%(name)s" BEFORE %(events)s ON %(table)s FOR EACH ROW EXECUTE FUNCTION "%(name)s"()'
)
POSTGRES_DEFERRED = (
    'CREATE CONSTRAINT TRIGGER "%(name)s" AFTER %(events)s ON %(table)s DEFERRABLE INITIALLY DEFERRED '
    'FOR EACH ROW EXECUTE FUNCTION "%(name)s"()'
)
POSTGRES_TRUNCATE = (
    'CREATE TRIGGER "%(name)s_truncate" BEFORE TRUNCATE ON %(table)s '
    'FOR EACH STATEMENT EXECUTE FUNCTION "%(name)s"()'
)
SQLITE_TRIGGER = (
    'CREATE TRIGGER "%(name)s_%(event)s" %(when)s %(event)s ON %(table)s WHEN %(condition)s '
    "BEGIN SELECT RAISE(ABORT, %(message)s); END"
)


class Script(Statement):
    """Several statements as one: Django's schema editors take one object from a constraint.

    It is a Statement of Statements, so a schema editor renames and forgets their tables with it.
    PostgreSQL runs them as one text; the schema editor of `foundation.database.sqlite3` runs them one by one.
    """

    def __init__(self, statements: Iterable[Statement]) -> None:
        self.statements = list(statements)
        parts = {f"part_{number}": one for number, one in enumerate(self.statements)}
        super().__init__(";\n".join(f"%({name})s" for name in parts), **parts)


def creation(vendor: str, constraint: Any, table: Table, refusals: dict[str, str]) -> Script:
    """Return the SQL that makes the triggers of a constraint on a table.

    `refusals` holds the condition for each event, see `BaseTriggerConstraint.refusals`.
    """
    build = _postgres if vendor == "postgresql" else _sqlite
    return Script(build(constraint, table, refusals))


def removal(vendor: str, constraint: Any) -> Script:
    """Return the SQL that takes the triggers of a constraint away again."""
    name = constraint.name
    if vendor == "postgresql":  # the triggers go with their function
        return Script([Statement('DROP FUNCTION IF EXISTS "%(name)s"() CASCADE', name=name)])
    drop = 'DROP TRIGGER IF EXISTS "%(name)s_%(event)s"'
    return Script(Statement(drop, name=name, event=event) for event in EVENTS)


def literal(text: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _postgres(constraint: Any, table: Table, refusals: dict[str, str]) -> Iterator[Statement]:
    name = constraint.name
    branches = [f"    WHEN '{event.upper()}' THEN refused := {sql};" for event, sql in refusals.items()]
    yield Statement(
        POSTGRES_FUNCTION,
        name=name,
        branches="\n".join(branches),
        message=_message(constraint),
        code=constraint.error_code,
    )
    events = " OR ".join(event.upper() for event in refusals if event != "truncate")
    each_row = POSTGRES_DEFERRED if constraint.deferred else POSTGRES_ROW
    yield Statement(each_row, name=name, events=events, table=table)
    if "truncate" in refusals:
        yield Statement(POSTGRES_TRUNCATE, name=name, table=table)


def _sqlite(constraint: Any, table: Table, refusals: dict[str, str]) -> Iterator[Statement]:
    if constraint.deferred:  # SQLite can put nothing off to the end of a transaction
        return
    for event, condition in refusals.items():
        if event == "truncate":  # nor does it have TRUNCATE
            continue
        yield Statement(
            SQLITE_TRIGGER,
            name=constraint.name,
            event=event,
            # A new row has its id only after it was inserted; ABORT undoes it all the same.
            when="BEFORE" if event == "delete" else "AFTER",
            table=table,
            condition=condition,
            message=_message(constraint),
        )


def _message(constraint: Any) -> str:
    return literal(f"{constraint.name}: {constraint.message}")
