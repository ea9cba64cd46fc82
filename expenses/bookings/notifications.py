"""What is said about a booking. What it is, and why, stays on the page or in the letter's own words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import A_FORTNIGHT
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from expenses.bookings.models import BookingRequest
from expenses.bookings.states import BookingState


def facts(message: Notification) -> dict[str, Any]:
    """Return the request as it stands. Who cannot sign in gets the answer itself, the others the address."""
    request = BookingRequest.objects.select_related("meeting", "project", "person").get(pk=message.subject_id)
    return {"booking": request, "has_account": request.person.account_id is not None}


def asked_again(message: Notification) -> str:
    """Say why an answer need not go out: it no longer holds."""
    request = BookingRequest.objects.get(pk=message.subject_id)
    return "" if request.status in (BookingState.BOOKED, BookingState.CANNOT) else "the request has moved on"


ANSWERED = kinds.register(
    NotificationKind(
        "bookings/answered",
        says=_("A booking is answered"),
        context=facts,
        not_wanted=asked_again,
        expires=A_FORTNIGHT,
    )
)
NOT_NEEDED = kinds.register(
    NotificationKind(
        "bookings/not_needed", says=_("A booking is no longer needed"), context=facts, expires=A_FORTNIGHT
    )
)
