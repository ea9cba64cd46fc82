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
