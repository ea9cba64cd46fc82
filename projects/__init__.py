"""Second floor: the five steps. Knows people and the ground floor."""
