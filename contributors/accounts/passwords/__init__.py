"""Which words make a password too easy in this place."""
