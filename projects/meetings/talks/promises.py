from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side

NOTES = kinds.register(
    PromiseKind(
        key="meetings.notes",
        side=Side.ORGANISATION,
        for_contributor=_("Share the notes of what staff talked about before {label}"),
        for_staff=_("Share the notes of the talk before {label}"),
        staff_url="meetings:share_notes",
        portal_url="my_meetings:talk",
        by_hand=True,
        reminder_expires=THREE_DAYS,
    )
)
