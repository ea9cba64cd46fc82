from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.sqlite3 import schema

from coproduce.foundation.database.constraints import BaseTriggerConstraint


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    """Carries triggers through the changes of tables that SQLite cannot make in place.

    Django makes a new table, drops the old one and gives the new one its name. The drop takes the
    table's triggers along; and SQLite refuses the rename while a trigger of any other table reads the
    table that is not there. So triggers stand aside meanwhile. Those of the table itself come back from
    its constraints, with its new columns; the others come back as they were.
    """

    def execute(self, sql: Any, params: Any = ()) -> None:
        for statement in getattr(sql, "statements", [sql]):
            super().execute(statement, params)

    def add_constraint(self, model: Any, constraint: Any) -> None:
        if isinstance(constraint, BaseTriggerConstraint):
            BaseDatabaseSchemaEditor.add_constraint(self, model, constraint)
        else:
            super().add_constraint(model, constraint)

    def remove_constraint(self, model: Any, constraint: Any) -> None:
        if isinstance(constraint, BaseTriggerConstraint):
            BaseDatabaseSchemaEditor.remove_constraint(self, model, constraint)
        else:
            super().remove_constraint(model, constraint)

    def add_field(self, model: Any, field: Any) -> None:
        if field.column and _has_triggers(model):  # ALTER TABLE would not tell them of the column
            self._remake_table(model, create_field=field)
        else:
            super().add_field(model, field)

    def remove_field(self, model: Any, field: Any) -> None:
        if field.column and _has_triggers(model):  # ALTER TABLE refuses while they name the column
            self._remake_table(model, delete_field=field)
        else:
            super().remove_field(model, field)

    def _remake_table(self, model: Any, *args: Any, **kwargs: Any) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        for name, _table, _sql in triggers:
            self.execute(f'DROP TRIGGER "{name}"')
        super()._remake_table(model, *args, **kwargs)  # type: ignore[misc]  # not in the stubs
        for _name, table, sql in triggers:
            if table != model._meta.db_table:
                self.execute(sql, params=None)


def _has_triggers(model: Any) -> bool:
    return any(isinstance(one, BaseTriggerConstraint) for one in model._meta.constraints)
