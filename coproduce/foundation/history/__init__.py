"""Append-only: who did what to what, and why."""
