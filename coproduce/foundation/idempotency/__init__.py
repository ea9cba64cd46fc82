"""A form that creates or pays is acted on once, however often it is sent (trust R3)."""
