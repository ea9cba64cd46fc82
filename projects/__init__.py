"""The five steps. Knows people and the foundation."""
