"""What finding people promises, known to web and workers alike."""

from projects.selection.interest.promises import ANSWER
from projects.selection.panel.promises import DECLARE, DECLARE_AS_STAFF, SIT, SIT_AS_STAFF
from projects.selection.scoring.promises import SCORE, SCORE_AS_STAFF

__all__ = ["ANSWER", "DECLARE", "DECLARE_AS_STAFF", "SCORE", "SCORE_AS_STAFF", "SIT", "SIT_AS_STAFF"]
