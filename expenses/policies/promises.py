from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side

WORKING_DAYS = 5
"""So long has somebody to look at new rates."""

APPROVE = kinds.register(
    PromiseKind(
        key="policies.approve",
        side=Side.ORGANISATION,
        for_contributor=_("Look at new rates: {label}"),
        for_staff=_("Approve new rates, or send them back: {label}"),
        staff_url="policies:detail",
        seen_by="edit_policies",
        reminder_expires=THREE_DAYS,
    )
)
