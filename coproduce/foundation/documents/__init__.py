"""Documents people can keep: one description becomes a tagged PDF, a Word file, or a page."""
