"""What is said to somebody after the answer: a place has become free, or being a reserve is over."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import NEVER
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from projects.selection.opportunities.queries import others_open
from projects.selection.places.models import Place
from projects.selection.places.states import PlaceState


def about(message: Notification) -> dict[str, Any]:
    """Return the place, its opportunity, and what else is open."""
    place = Place.objects.select_related("opportunity", "expression").get(pk=message.subject_id)
    over = place.status not in (PlaceState.CHOSEN, PlaceState.OFFERED)
    return {
        "place": place,
        "opportunity": place.opportunity,
        "others": others_open(place.opportunity) if over else [],
    }


def gone(message: Notification) -> str:
    """Say why nobody needs to hear that a place is free for them."""
    there = Place.objects.filter(pk=message.subject_id, status=PlaceState.CHOSEN).exists()
    return "" if there else "no longer there"


PLACE_FREE = kinds.register(
    NotificationKind(
        "selection/place_free",
        says=_("A reserve has a place now"),
        context=about,
        not_wanted=gone,
        expires=NEVER,
    )
)
PLACE_OVER = kinds.register(
    NotificationKind(
        "selection/place_over",
        says=_("Someone’s place, or being a reserve, is over"),
        context=about,
        expires=NEVER,
    )
)
