import datetime as dt

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side

ANSWER_WITHIN = dt.timedelta(days=14)

# Only this topic settles them: the date stands on the action too, and both sides read it there.
ACT = kinds.register(
    PromiseKind(
        key="power_balance.act",
        side=Side.ORGANISATION,
        for_contributor=_("Put this right: {label}"),
        for_staff=_("Put this right: {label}"),
        staff_url="power_balance:action",
        portal_url="my_power_balance:action",
        reminder_expires=THREE_DAYS,
    )
)
ANSWER = kinds.register(
    PromiseKind(
        key="power_balance.answer",
        side=Side.ORGANISATION,
        for_contributor=_("Answer what you raised: {label}"),
        for_staff=_("Answer what a public contributor raised: {label}"),
        staff_url="power_balance:action",
        portal_url="my_power_balance:action",
        is_reply=True,
        reminder_expires=THREE_DAYS,
    )
)
