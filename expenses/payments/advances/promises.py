from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side

GIVE = kinds.register(
    PromiseKind(
        key="payments.give",
        side=Side.ORGANISATION,
        for_contributor=_("Give you money in advance: {label}"),
        for_staff=_("Give someone money in advance: {label}"),
        staff_url="advances:detail",
        portal_url="my_advances:detail",
        seen_by="see_claims",
        kept_to="see_claims",
        reminder_expires=THREE_DAYS,
        outlasts_project=True,
    )
)
