"""Where somebody asked to the panel stands, and what they do there."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.transitions import Transition


class Part(TextChoices):
    """What somebody does on the panel: who scores does not take out what tells who wrote it."""

    SCORES = "scores", _("reads and gives points")
    REDACTS = "redacts", _("takes out what tells who wrote it")


class PanelState(TextChoices):
    ASKED = "asked", _("asked")
    JOINED = "joined", _("on the panel")
    DECLINED = "declined", _("said no")
    ENDED = "ended", _("no longer on the panel")


LIVE = (PanelState.ASKED, PanelState.JOINED)
PANEL_TRANSITIONS = {
    "join": Transition((PanelState.ASKED,), PanelState.JOINED),
    "decline": Transition((PanelState.ASKED,), PanelState.DECLINED),
    "leave": Transition((PanelState.ASKED, PanelState.JOINED), PanelState.ENDED),
}


@dataclass(frozen=True)
class PanelFacts:
    """What staff (`said`) and the person (`told`) read of where they stand."""

    colour: str
    said: LazyStr
    told: LazyStr
    is_live: bool = False
    is_asked: bool = False


PANEL_FACTS = {
    PanelState.ASKED: PanelFacts(
        "yellow", _("They have not answered yet."), _("We asked you."), is_live=True, is_asked=True
    ),
    PanelState.JOINED: PanelFacts("green", _("They are on the panel."), _("You said yes."), is_live=True),
    PanelState.DECLINED: PanelFacts("grey", _("They said no."), _("You said no. Thank you for telling us.")),
    PanelState.ENDED: PanelFacts(
        "grey",
        _("They are no longer on the panel."),
        _("Your part here has ended. There is nothing more for you to do."),
    ),
}
