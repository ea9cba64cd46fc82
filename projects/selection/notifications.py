"""What finding people says, known to web and workers alike."""

from projects.selection.interest.notifications import CAME_IN, CORRECTED
from projects.selection.panel import notifications as panel
from projects.selection.replies.notifications import ANSWERED
from projects.selection.scoring.notifications import SCORES_WANTED

__all__ = ["ANSWERED", "CAME_IN", "CORRECTED", "SCORES_WANTED", "panel"]
