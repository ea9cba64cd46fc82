"""Django's SQLite engine, with a schema editor that keeps triggers (see `database.constraints`)."""
