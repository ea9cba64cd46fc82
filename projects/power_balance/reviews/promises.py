from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side

# Who rates stands as the person of the promise on both sides: each is reminded, and the home of a
# public contributor is not filled with the names of staff.
RATE = kinds.register(
    PromiseKind(
        key="power_balance.rate",
        side=Side.CONTRIBUTOR,
        for_contributor=_("Say how equal it feels"),
        for_staff=_("Say how equal it feels"),
        staff_url="power_balance:review",
        portal_url="my_power_balance:review",
        reminder_expires=THREE_DAYS,
    )
)
RATE_AS_STAFF = kinds.register(
    PromiseKind(
        key="power_balance.rate_as_staff",
        side=Side.ORGANISATION,
        for_contributor=_("Say how equal it feels"),
        for_staff=_("Say how equal it feels, for our side"),
        staff_url="power_balance:review",
        reminder_expires=THREE_DAYS,
    )
)
NEXT_REVIEW = kinds.register(
    PromiseKind(
        key="power_balance.next_review",
        side=Side.ORGANISATION,
        for_contributor=_("Ask both sides again how equal it feels"),
        for_staff=_("Hold the next power review"),
        staff_url="power_balance:reviews",
        portal_url="my_power_balance:overview",
        reminder_expires=THREE_DAYS,
    )
)
