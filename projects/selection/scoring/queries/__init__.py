"""Who may score what, what came out, and where it stands."""

from projects.selection.scoring.queries.of_member import (
    asked_by,
    has_locked,
    left_for,
    locked_codes,
    order_of,
    own_scores,
    scorable,
    why_of,
)
from projects.selection.scoring.queries.results import (
    Given,
    Progress,
    few,
    given_on,
    is_closed,
    is_finished,
    note_of,
    progress,
    results,
    standings,
    talk_about,
)

__all__ = [
    "Given",
    "Progress",
    "asked_by",
    "few",
    "given_on",
    "has_locked",
    "is_closed",
    "is_finished",
    "left_for",
    "locked_codes",
    "note_of",
    "order_of",
    "own_scores",
    "progress",
    "results",
    "scorable",
    "standings",
    "talk_about",
    "why_of",
]
