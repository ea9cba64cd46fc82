"""Append-only: who did what to what, and why."""

from coproduce.foundation.history.record import of, record, record_all

__all__ = ["of", "record", "record_all"]
