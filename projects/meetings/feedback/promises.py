from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side

DISPUTE = kinds.register(
    PromiseKind(
        key="meetings.dispute",
        side=Side.ORGANISATION,
        for_contributor=_("Answer what you said about how {label} went"),
        for_staff=_("Answer what a public contributor said about how {label} went"),
        staff_url="meetings:answer_dispute",
        portal_url="my_meetings:dispute",
        kept_to="edit_project",
        is_reply=True,
        reminder_expires=THREE_DAYS,
    )
)
