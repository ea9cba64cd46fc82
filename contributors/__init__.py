"""First floor: people and consent. Knows the ground floor only."""
