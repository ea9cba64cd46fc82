from typing import Any

from django.db.backends.sqlite3 import base

from coproduce.foundation.database.chains import sha256
from coproduce.foundation.database.sqlite3.schema import DatabaseSchemaEditor


class DatabaseWrapper(base.DatabaseWrapper):
    """What Django looks for in the module that ENGINE names."""

    SchemaEditorClass = DatabaseSchemaEditor

    def get_new_connection(self, conn_params: Any) -> Any:
        """Open a connection that knows the hash which triggers of `database.chains` use."""
        connection = super().get_new_connection(conn_params)
        connection.create_function("sha256", 1, sha256, deterministic=True)
        return connection
