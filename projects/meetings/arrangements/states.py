from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.transitions import Transition


class ArrangementState(TextChoices):
    OPEN = "open", _("to do")
    DONE = "done", _("arranged")
    NOT_NEEDED = "not_needed", _("not needed now")


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
