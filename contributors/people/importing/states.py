"""Where an import stands, and what a row of its file comes to."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.transitions import Transition, Transitions


class Status(TextChoices):
    MAPPING = "mapping", _("columns to say")
    CHECKING = "checking", _("being checked")
    READY = "ready", _("ready to look at")
    WRITING = "writing", _("being brought in")
    DONE = "done", _("brought in")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")
    STOPPED = "stopped", _("stopped: nothing was brought in")


TRANSITIONS: Transitions = {
    "columns said": Transition((Status.MAPPING, Status.READY), Status.CHECKING),
    "checked": Transition((Status.CHECKING,), Status.READY),
    "checked again": Transition((Status.READY, Status.WRITING), Status.CHECKING),
    "sent in": Transition((Status.READY,), Status.WRITING),
    "brought in": Transition((Status.WRITING,), Status.DONE),
    "undo asked for": Transition((Status.DONE,), Status.UNDOING),
    "import undone": Transition((Status.UNDOING,), Status.UNDONE),
    "import stopped": Transition((Status.MAPPING, Status.CHECKING, Status.READY), Status.STOPPED),
}
AT_WORK = (Status.CHECKING, Status.WRITING, Status.UNDOING)
"""The machine has it: the page shows how far it is."""
OPEN = (Status.MAPPING, Status.CHECKING, Status.READY, Status.WRITING)
IN = (Status.DONE, Status.UNDOING, Status.UNDONE)
"""What was counted once it was brought in stays counted."""


class Outcome(TextChoices):
    """What a row comes to. Each row that is read has exactly one."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changes")
    SAME = "same", _("as it is")
    ASK = "ask", _("a question")
    REFUSED = "refused", _("left out")


COLOURS = {
    Outcome.NEW: "green",
    Outcome.CHANGED: "blue",
    Outcome.SAME: "grey",
    Outcome.ASK: "yellow",
    Outcome.REFUSED: "red",
}


class Choice(TextChoices):
    """How a question about a row was answered; else the answer is the reference of the person it is."""

    NONE = "", _("not answered")
    NEW = "new", _("Someone new")
    OUT = "out", _("Leave this row out")
    ONE = "one", _("The one person here with the same name")
