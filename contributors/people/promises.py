"""What this app promises. Each topic says its own."""

from contributors.people.on_behalf.promises import PUT_RIGHT

__all__ = ["PUT_RIGHT"]  # known to web and workers alike
