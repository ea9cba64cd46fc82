from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import facts


class State(models.TextChoices):
    """Made = waiting + sending + sent + in doubt + parked + cancelled + too late, always."""

    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    IN_DOUBT = "in_doubt", _("may or may not have been sent")
    PARKED = "parked", _("needs a person")
    CANCELLED = "cancelled", _("not sent: no longer needed")
    TOO_LATE = "too_late", _("not sent: too late")


@dataclass(frozen=True)
class Facts(facts.Facts):
    """What pages need to know of the state of a message."""

    can_be_sent_again: bool = False  # by a member of staff
    needs_person: bool = False  # it did not arrive, or nobody knows


FACTS: dict[State, Facts] = {
    State.WAITING: Facts(colour="blue"),
    State.SENDING: Facts(colour="blue"),
    State.SENT: Facts(colour="green"),
    State.IN_DOUBT: Facts(colour="orange", can_be_sent_again=True, needs_person=True),
    State.PARKED: Facts(colour="red", can_be_sent_again=True, needs_person=True),
    State.CANCELLED: Facts(colour="grey"),
    State.TOO_LATE: Facts(colour="orange", needs_person=True),
}
NEEDS_PERSON = facts.statuses(FACTS, lambda of: of.needs_person)
