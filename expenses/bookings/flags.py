"""Marks claim lines for what we booked and paid for ourselves."""

from collections.abc import Sequence

from django.dispatch import receiver
from django.utils.translation import gettext as _

from expenses.bookings.models import BookingRequest
from expenses.bookings.states import BookingState, What
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.signals import paid_already


@receiver(paid_already, dispatch_uid="bookings.booked_by_us")
def booked_by_us(claim: Claim, lines: Sequence[ClaimLine], **_more: object) -> dict[int, list[str]]:
    """Return {line id: sentences} where we booked the same for the same meeting or day. One query."""
    booked = BookingRequest.objects.filter(
        person=claim.person_id, organisation=claim.organisation_id, status=BookingState.BOOKED
    ).exclude(kind=What.OTHER)
    same = {(one.kind, one.on): one for one in booked}
    by_meeting: dict[tuple[str, int | None], BookingRequest] = {
        (one.kind, one.meeting_id): one for one in booked if one.meeting_id
    }
    found = {}
    for line in lines:
        known = by_meeting.get((line.category, claim.meeting_id)) or same.get(
            (line.category, line.activity_date)
        )
        if known:
            found[line.pk] = [_("We booked this and paid for it ourselves.")]
    return found
