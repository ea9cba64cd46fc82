"""A project and the people on it, from both sides."""
