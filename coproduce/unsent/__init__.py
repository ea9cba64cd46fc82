"""Forms that came at a bad moment: too late, or while the database was away. Nothing typed is lost."""
