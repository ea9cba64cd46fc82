from django.utils.translation import gettext_lazy as _

from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side

# Only this room settles them: the date stands on the action too, and both sides read it there.
ACT = kinds.register(
    PromiseKind(
        key="power_balance.act",
        side=Side.ORGANISATION,
        for_contributor=_("Put this right: {label}"),
        for_staff=_("Put this right: {label}"),
        staff_url="power_balance:action",
        portal_url="my_power_balance:action",
        by_hand=False,
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
        by_hand=False,
    )
)
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
        by_hand=False,
    )
)
RATE_AS_STAFF = kinds.register(
    PromiseKind(
        key="power_balance.rate_as_staff",
        side=Side.ORGANISATION,
        for_contributor=_("Say how equal it feels"),
        for_staff=_("Say how equal it feels, for our side"),
        staff_url="power_balance:review",
        by_hand=False,
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
    )
)
ANSWER_DISPUTE = kinds.register(
    PromiseKind(
        key="power_balance.answer_dispute",
        side=Side.ORGANISATION,
        for_contributor=_("Answer what you said of a decision: {label}"),
        for_staff=_("Answer somebody who says a decision is not written down right: {label}"),
        staff_url="power_balance:dispute",
        portal_url="my_power_balance:dispute",
        by_hand=False,
    )
)
