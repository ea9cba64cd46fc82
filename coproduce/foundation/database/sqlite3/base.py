from django.db.backends.sqlite3 import base

from coproduce.foundation.database.sqlite3.schema import DatabaseSchemaEditor


class DatabaseWrapper(base.DatabaseWrapper):
    """What Django looks for in the module that ENGINE names."""

    SchemaEditorClass = DatabaseSchemaEditor
