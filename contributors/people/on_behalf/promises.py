from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side

PUT_RIGHT = kinds.register(
    PromiseKind(
        key="on_behalf.put_right",
        side=Side.ORGANISATION,
        for_contributor=_("Put right what we wrote down for you"),
        for_staff=_("Put right what was written down"),
        staff_url="on_behalf:put_right",
        portal_url="my_records:objection",
        reminder_expires=THREE_DAYS,
    )
)
