"""Messages: written with their cause, delivered after it, one person at a time."""

from coproduce.foundation.outbox.enqueue import enqueue, enqueue_all

__all__ = ["enqueue", "enqueue_all"]
