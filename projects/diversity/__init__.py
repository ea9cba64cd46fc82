"""Step 5: which people a project is about, and what may be shown about who takes part."""
