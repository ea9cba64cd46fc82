"""Third floor: money. Knows projects, people and the ground floor."""
