"""Where somebody stands who was chosen, or is a reserve."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.history import event_types
from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.transitions import Transition


class PlaceState(TextChoices):
    CHOSEN = "chosen", _("has a place")
    RESERVE = "reserve", _("reserve")
    OFFERED = "offered", _("the role is offered")
    TAKEN = "taken", _("in the role")
    DROPPED = "dropped", _("dropped out")
    OVER = "over", _("no longer a reserve")


HOLDS = (PlaceState.CHOSEN, PlaceState.OFFERED, PlaceState.TAKEN)
"""Each of these takes one of the places there are."""
WAITS = (PlaceState.CHOSEN, PlaceState.RESERVE)

PLACE_TRANSITIONS = {
    "move up": Transition((PlaceState.RESERVE,), PlaceState.CHOSEN),
    "offer role": Transition((PlaceState.CHOSEN,), PlaceState.OFFERED),
    "take": Transition((PlaceState.OFFERED,), PlaceState.TAKEN),
    "drop out": Transition((*HOLDS, PlaceState.RESERVE), PlaceState.DROPPED),
    "lapse": Transition((PlaceState.RESERVE,), PlaceState.OVER),
}


@dataclass(frozen=True)
class PlaceFacts:
    """What staff read of each state."""

    colour: str
    next: LazyStr
    may_offer: bool = False
    may_drop: bool = False
    is_reserve: bool = False


PLACE_FACTS = {
    PlaceState.CHOSEN: PlaceFacts("yellow", _("Offer the role"), may_offer=True, may_drop=True),
    PlaceState.RESERVE: PlaceFacts("blue", _("Waits for a place"), may_drop=True, is_reserve=True),
    PlaceState.OFFERED: PlaceFacts("yellow", _("They answer the offer")),
    PlaceState.TAKEN: PlaceFacts("green", _("Nothing. They are a member.")),
    PlaceState.DROPPED: PlaceFacts("grey", _("Nothing")),
    PlaceState.OVER: PlaceFacts("grey", _("Nothing")),
}

event_types.register(
    {
        "move up": _("gave a place to a reserve"),
        "offer role": _("offered the role to someone who was chosen"),
        "take": _("took the place"),
        "drop out": _("dropped out"),
        "lapse": _("is no longer a reserve"),
        "places set": _("set who has a place and who is a reserve"),
    }
)
