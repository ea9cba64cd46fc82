import datetime as dt

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications.expiry import Until
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side
from coproduce.foundation.promises.models import Promise
from projects.meetings.arrangements.models import Arrangement


def begins(promise: Promise) -> dt.datetime | None:
    """Return when the meeting begins that something is arranged for."""
    rows = Arrangement.objects.filter(pk=promise.subject_id)
    return rows.values_list("meeting__starts_at", flat=True).first()


# Who helps whom is nobody's business but theirs who arrange it. Its date stands on the arrangement.
ARRANGE = kinds.register(
    PromiseKind(
        key="meetings.arrange",
        side=Side.ORGANISATION,
        for_contributor=_("Arrange what helps you at {label}"),
        for_staff=_("Make an arrangement for {label}"),
        staff_url="meetings:arrangement",
        portal_url="my_meetings:arrangement",
        kept_to="edit_project",
        reminder_expires=Until(begins),
    )
)
