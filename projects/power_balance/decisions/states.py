from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.transitions import Transition


class Followed(TextChoices):
    YES = "yes", _("yes")
    PARTLY = "partly", _("partly")
    NO = "no", _("no")
    NOT_ASKED = "not_asked", _("public members were not asked")


class DisputeState(TextChoices):
    WAITING = "waiting", _("waiting for our answer")
    ANSWERED = "answered", _("answered")


DISPUTE_TRANSITIONS = {"answer": Transition((DisputeState.WAITING,), DisputeState.ANSWERED)}


@dataclass(frozen=True)
class Facts:
    """What pages need to know of the state of a dispute."""

    waits_for_answer: bool = False  # of ours


FACTS: dict[DisputeState, Facts] = {
    DisputeState.WAITING: Facts(waits_for_answer=True),
    DisputeState.ANSWERED: Facts(),
}
