from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side

ANSWER = kinds.register(
    PromiseKind(
        key="rights.answer_erasure",
        side=Side.ORGANISATION,
        for_contributor=_("Answer your wish to be forgotten"),
        for_staff=_("Answer someone who wishes to be forgotten"),
        staff_url="rights:decide",
        portal_url="my_data:leave",
        portal_takes_ref=False,
        reminder_expires=THREE_DAYS,
        outlasts_project=True,
    )
)
