from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.workflow import Move


class ActionState(TextChoices):
    RAISED = "raised", _("waiting for our answer")
    OPEN = "open", _("we are working on it")
    DONE = "done", _("we say it is done")
    CONFIRMED = "confirmed", _("a public contributor says it is done")
    SET_ASIDE = "set_aside", _("nothing will change")


# Staff do and say so; only a public member of the project can confirm, or say "not yet".
ACTION_MOVES = {
    "answer": Move((ActionState.RAISED,), ActionState.OPEN),
    "do": Move((ActionState.OPEN,), ActionState.DONE),
    "confirm": Move((ActionState.DONE,), ActionState.CONFIRMED),
    "not yet": Move((ActionState.DONE,), ActionState.OPEN),
    "set aside": Move((ActionState.RAISED, ActionState.OPEN), ActionState.SET_ASIDE),
}

PLANNED = (ActionState.OPEN, ActionState.DONE, ActionState.CONFIRMED)


class Followed(TextChoices):
    YES = "yes", _("yes")
    PARTLY = "partly", _("partly")
    NO = "no", _("no")
    NOT_ASKED = "not_asked", _("public members were not asked")
