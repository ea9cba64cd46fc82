"""Admin pages of the ground floor, gathered for Django from their rooms."""

from coproduce.foundation.history import admin as history
from coproduce.foundation.outbox import admin as outbox

__all__ = ["history", "outbox"]
