import datetime as dt

from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.notifications.expiry import Until
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side
from coproduce.foundation.promises.models import Promise
from expenses.bookings.models import BookingRequest


def end_of_its_day(promise: Promise) -> dt.datetime | None:
    """Return the end of the day that something was asked for."""
    day = BookingRequest.objects.filter(pk=promise.subject_id).values_list("on", flat=True).first()
    return clock.end_of_day(day) if day else None


# What somebody cannot pay for, or who needs help, is for those who arrange it: the label is the meeting.
BOOK = kinds.register(
    PromiseKind(
        key="bookings.book",
        side=Side.ORGANISATION,
        for_contributor=_("Book what you asked for: {label}"),
        for_staff=_("Book what someone asked for: {label}"),
        staff_url="bookings:detail",
        portal_url="my_bookings:detail",
        kept_to="edit_project",
        reminder_expires=Until(end_of_its_day),
    )
)
