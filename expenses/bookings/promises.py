from django.utils.translation import gettext_lazy as _

from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side

# What somebody cannot pay for, or who needs help, is for those who arrange it: the label is the meeting.
BOOK = kinds.register(
    PromiseKind(
        key="bookings.book",
        side=Side.ORGANISATION,
        for_contributor=_("Book what you asked for: {label}"),
        for_staff=_("Book what somebody asked for: {label}"),
        staff_url="bookings:detail",
        portal_url="my_bookings:detail",
        kept_to="edit_project",
    )
)
