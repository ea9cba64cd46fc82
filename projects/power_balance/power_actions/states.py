from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.transitions import Transition


class ActionState(TextChoices):
    RAISED = "raised", _("waiting for our answer")
    OPEN = "open", _("we are working on it")
    DONE = "done", _("we say it is done")
    CONFIRMED = "confirmed", _("a public contributor says it is done")
    SET_ASIDE = "set_aside", _("nothing will change")


# Staff do and say so; only a public member of the project can confirm, or say "not yet".
ACTION_TRANSITIONS = {
    "answer": Transition((ActionState.RAISED,), ActionState.OPEN),
    "do": Transition((ActionState.OPEN,), ActionState.DONE),
    "confirm": Transition((ActionState.DONE,), ActionState.CONFIRMED),
    "not yet": Transition((ActionState.DONE,), ActionState.OPEN),
    "set aside": Transition((ActionState.RAISED, ActionState.OPEN), ActionState.SET_ASIDE),
}


@dataclass(frozen=True)
class Facts:
    """What pages need to know of the state of an action."""

    waits_for_answer: bool = False  # of ours
    is_open: bool = False  # we are working on it
    can_be_confirmed: bool = False  # by a public member of the project
    can_be_set_aside: bool = False


FACTS: dict[ActionState, Facts] = {
    ActionState.RAISED: Facts(waits_for_answer=True, can_be_set_aside=True),
    ActionState.OPEN: Facts(is_open=True, can_be_set_aside=True),
    ActionState.DONE: Facts(can_be_confirmed=True),
    ActionState.CONFIRMED: Facts(),
    ActionState.SET_ASIDE: Facts(),
}

LEFT = (ActionState.RAISED, ActionState.OPEN, ActionState.DONE)
PLANNED = (ActionState.OPEN, ActionState.DONE, ActionState.CONFIRMED)
