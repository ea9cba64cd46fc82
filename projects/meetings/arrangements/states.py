from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.transitions import Transition


class ArrangementState(TextChoices):
    OPEN = "open", _("to do")
    DONE = "done", _("arranged")
    NOT_NEEDED = "not_needed", _("no longer needed")


class Met(TextChoices):
    """Whether something was there, as the person it was for says."""

    YES = "yes", _("yes")
    PARTLY = "partly", _("partly")
    NO = "no", _("no")


TRANSITIONS = {
    "arrange": Transition((ArrangementState.OPEN,), ArrangementState.DONE),
    "not arranged": Transition((ArrangementState.DONE,), ArrangementState.OPEN),
    "let go": Transition((ArrangementState.OPEN, ArrangementState.DONE), ArrangementState.NOT_NEEDED),
    "need again": Transition((ArrangementState.NOT_NEEDED,), ArrangementState.OPEN),
}


@dataclass(frozen=True)
class ArrangementFacts:
    """What a page needs to know of the status of an arrangement."""

    is_open: bool = False
    is_done: bool = False


FACTS = {
    ArrangementState.OPEN: ArrangementFacts(is_open=True),
    ArrangementState.DONE: ArrangementFacts(is_done=True),
    ArrangementState.NOT_NEEDED: ArrangementFacts(),
}

NOT_THERE = {
    Met.PARTLY: _("This was only partly there"),
    Met.NO: _("This was not there"),
}
"""The words for staff when something was not there as it should have been."""
