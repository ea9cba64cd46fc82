"""What finding people promises, known to web and workers alike."""

from projects.selection.interest.promises import ANSWER

__all__ = ["ANSWER"]
