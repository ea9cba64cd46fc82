from django.utils.translation import gettext_lazy as _

from coproduce.foundation.lists.filters import Choice, Since, Words
from coproduce.foundation.lists.registry import Column, choice, day, declare
from expenses.bookings.states import BookingState

BOOKINGS = declare(
    "bookings:list",
    title=_("What people asked us to book"),
    columns=[
        Column(_("Name"), "person.name"),
        choice(_("What"), "kind"),
        Column(_("For"), "title"),
        day(_("On"), "on"),
        choice(_("Status"), "status"),
        day(_("Answer by"), "needed_by"),
        Column(_("Who books it"), "owner.name"),
    ],
)
MY_BOOKINGS = declare(
    "my_bookings:list",
    title=_("What we book for you"),
    columns=[
        choice(_("What"), "kind"),
        Column(_("For"), "title"),
        day(_("On"), "on"),
        choice(_("Status"), "status"),
    ],
    filters=[
        Words(_("Meeting or project"), ["meeting__title", "project__title"]),
        Choice("status", _("Status"), BookingState.choices),
        Since(_("Asked for in"), "asked_at"),
    ],
    own=True,
)
