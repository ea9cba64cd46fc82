"""People and consent. Knows the foundation only."""
