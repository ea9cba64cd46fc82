"""Where a wish to hear of new opportunities stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types
from coproduce.foundation.transitions import Transition


class AlertState(TextChoices):
    WAITING = "waiting", _("waits for a yes from the mailbox")
    LIVE = "live", _("hears of new ones")
    ENDED = "ended", _("ended")


ALERT_TRANSITIONS = {
    "prove": Transition((AlertState.WAITING,), AlertState.LIVE),
    "end": Transition((AlertState.WAITING, AlertState.LIVE), AlertState.ENDED),
}

HEAR = "opportunities: tell me"
STOP_HEARING = "opportunities: stop telling me"
event_types.register(
    {
        HEAR: _("Hearing of new opportunities"),
        STOP_HEARING: _("No longer hearing of new opportunities"),
        "asked for news": _("asked to hear of new opportunities"),
        "told of news": _("was told of new opportunities"),
    }
)
