"""People: how to reach them and what they need to take part."""
