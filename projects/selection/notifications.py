"""What finding people says, known to web and workers alike."""

from projects.selection.interest.notifications import CAME_IN, CORRECTED
from projects.selection.panel import notifications as panel
from projects.selection.places.notifications import PLACE_FREE, PLACE_OVER
from projects.selection.replies.notifications import ANSWERED, FEEDBACK_GIVEN
from projects.selection.scoring.notifications import SCORES_WANTED

__all__ = [
    "ANSWERED",
    "CAME_IN",
    "CORRECTED",
    "FEEDBACK_GIVEN",
    "PLACE_FREE",
    "PLACE_OVER",
    "SCORES_WANTED",
    "panel",
]
