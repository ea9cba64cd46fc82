from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side

SECOND_LOOK = kinds.register(
    PromiseKind(
        key="claims.second_look",
        side=Side.ORGANISATION,
        for_contributor=_("Look again at your claim: {label}"),
        for_staff=_("Look again at a claim that a colleague refused: {label}"),
        staff_url="claims:second_look",
        seen_by="see_claims",
        portal_url="my_claims:detail",
        reminder_expires=THREE_DAYS,
    )
)
