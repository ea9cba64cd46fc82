"""Money. Knows projects, people and the foundation."""
