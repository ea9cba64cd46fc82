from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types
from coproduce.foundation.transitions import Transition


class ErasureState(models.TextChoices):
    ASKED = "asked", _("waits for an answer")
    AGREED = "agreed", _("agreed, not done yet")
    DONE = "done", _("done")
    REFUSED = "refused", _("not agreed")


TRANSITIONS = {
    "agree to erase": Transition((ErasureState.ASKED,), ErasureState.AGREED),
    "refuse to erase": Transition((ErasureState.ASKED,), ErasureState.REFUSED),
    "erase": Transition((ErasureState.ASKED, ErasureState.AGREED), ErasureState.DONE),
}
ASKED, COPY_MADE, COPY_TAKEN = "rights: erase", "prepared a copy of their data", "took a copy of my data"
HELD_READ = "opened what the law keeps"

event_types.register(
    {
        ASKED: _("Wishes to be forgotten"),
        "asked to be forgotten": _("asked to be forgotten"),
        "agree to erase": _("agreed to erase"),
        "refuse to erase": _("did not agree to erase"),
        "erase": _("erased"),
        COPY_MADE: _("prepared a copy of their data"),
        COPY_TAKEN: _("took a copy of their own data"),
        HELD_READ: _("opened what the law keeps"),
    }
)
ASKED_WORDS = _("You want %(name)s to forget you. We answer you by %(day)s.")
