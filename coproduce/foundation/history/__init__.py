"""Append-only: who did what to what, and why."""

from coproduce.foundation.history.record import of, record

__all__ = ["of", "record"]
