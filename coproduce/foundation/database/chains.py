"""A constraint that gives every added row a link: a hash of it, made by the database itself.

It stands in `Meta.constraints` and names the model's fields in order:

    ChainedConstraint(name="journal_line_chained", fields=["id", "entry", "account", "amount_pence"])

PostgreSQL makes one link for each statement, whatever it adds; SQLite one for each row. Links are rows of
`history.ChainLink`; `history.chain` joins them up and verifies them. The function runs with the rights of the
owner of the tables, so the role of web and worker needs none on links.
"""

import hashlib
from collections.abc import Collection, Sequence
from typing import Any

from django.core import checks
from django.db.backends.ddl_references import Statement, Table

from coproduce.foundation.database import triggers
from coproduce.foundation.database.constraints import BaseTriggerConstraint

LINKS = "history_chainlink"
POSTGRES = """\
CREATE OR REPLACE FUNCTION "%(name)s"() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $trigger$
BEGIN
  INSERT INTO {links} (table_name, column_names, ids, row_count, digest, previous, hash)
  SELECT TG_TABLE_NAME, %(columns)s, range_agg(int8range(added.id, added.id, '[]'))::text, count(*),
    encode(sha256(convert_to(string_agg(
      encode(sha256(convert_to(%(row)s, 'UTF8')), 'hex'), '' ORDER BY added.id), 'UTF8')), 'hex'), '', ''
  FROM added HAVING count(*) > 0;
  RETURN NULL;
END $trigger$""".replace("{links}", LINKS)
POSTGRES_TRIGGER = (
    'CREATE TRIGGER "%(name)s" AFTER INSERT ON %(table)s REFERENCING NEW TABLE AS added '
    'FOR EACH STATEMENT EXECUTE FUNCTION "%(name)s"()'
)
SQLITE = (
    'CREATE TRIGGER "%(name)s_insert" AFTER INSERT ON %(table)s BEGIN '
    "INSERT INTO {links} (table_name, column_names, ids, row_count, digest, previous, hash) "
    "VALUES (%(label)s, %(columns)s, '{[' || NEW.id || ',' || (NEW.id + 1) || ')}', 1, "
    "sha256(sha256(%(row)s)), '', ''); END"
).replace("{links}", LINKS)


def sha256(text: str) -> str:
    """Return the hash of a text in hexadecimal digits. SQLite calls this too."""
    return hashlib.sha256(text.encode()).hexdigest()


def as_text(vendor: str, columns: Sequence[str], row: str = "") -> str:
    """Return SQL for a row as canonical text: a JSON list of its columns, written by the database."""
    listed = ", ".join(f'{row}"{column}"' for column in columns)
    return f"jsonb_build_array({listed})::text" if vendor == "postgresql" else f"json_array({listed})"


class ChainedConstraint(BaseTriggerConstraint):
    """Every row that is added gets a link with the hash of all its fields but those that may be erased."""

    def __init__(self, *, name: str, fields: Collection[str]) -> None:
        super().__init__(name=name)
        self.fields = tuple(fields)

    def refusals(self, model: Any, vendor: str) -> dict[str, str]:
        """Nothing is refused: the trigger hears of rows that are added."""
        return {"insert": "FALSE"}

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        table = Table(model._meta.db_table, schema_editor.quote_name)
        columns = [model._meta.get_field(name).column for name in self.fields]
        listed = triggers.literal(" ".join(columns))
        if schema_editor.connection.vendor == "postgresql":
            row = as_text("postgresql", columns, "added.")
            function = Statement(POSTGRES, name=self.name, columns=listed, row=row)
            return triggers.Script([function, Statement(POSTGRES_TRIGGER, name=self.name, table=table)])
        row, label = as_text("sqlite", columns, "NEW."), triggers.literal(model._meta.db_table)
        made = Statement(SQLITE, name=self.name, table=table, label=label, columns=listed, row=row)
        return triggers.Script([made])

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs | {"fields": self.fields}

    def _check(self, model: Any, connection: Any) -> list[checks.CheckMessage]:
        erasable = {name for one in model._meta.constraints for name in getattr(one, "erasable", ())}
        missing = ({field.name for field in model._meta.concrete_fields} - erasable) ^ set(self.fields)
        if not missing:
            return []
        named = ", ".join(sorted(missing))
        text = f"Constraint {self.name} must name every field that cannot be erased: {named}."
        return [checks.Error(text, obj=model, id="coproduce.E012")]
