import datetime as dt

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side

ANSWER_WITHIN = dt.timedelta(days=14)

ANSWER_DISPUTE = kinds.register(
    PromiseKind(
        key="power_balance.answer_dispute",
        side=Side.ORGANISATION,
        for_contributor=_("Answer what you said about a decision: {label}"),
        for_staff=_("Answer someone who says a decision is recorded wrongly: {label}"),
        staff_url="power_balance:dispute",
        portal_url="my_power_balance:dispute",
        is_reply=True,
        reminder_expires=THREE_DAYS,
    )
)
