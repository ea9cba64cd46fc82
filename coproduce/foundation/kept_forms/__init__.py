"""A form sent after its session ended is kept for an hour, and sent once the same person signed in again."""
