from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side

SAY = kinds.register(
    PromiseKind(
        key="checklist.say",
        side=Side.CONTRIBUTOR,
        for_contributor=_("Say what you think of {label}"),
        for_staff=_("Say what public members think of {label}"),
        portal_url="my_checklist:asked",
        reminder_expires=THREE_DAYS,
    )
)
ANSWER = kinds.register(
    PromiseKind(
        key="checklist.answer",
        side=Side.ORGANISATION,
        for_contributor=_("Answer why you disagree with {label}"),
        for_staff=_("Answer someone who disagrees with {label}"),
        staff_url="checklist:sign_off",
        portal_url="my_checklist:sign_off",
        is_reply=True,
        reminder_expires=THREE_DAYS,
    )
)
