from django.utils.translation import gettext_lazy as _

from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side

ANSWER = kinds.register(
    PromiseKind(
        key="checklist.answer",
        side=Side.ORGANISATION,
        for_contributor=_("Answer why you disagree with {label}"),
        for_staff=_("Answer somebody who disagrees with {label}"),
        staff_url="checklist:sign_off",
        portal_url="my_checklist:sign_off",
    )
)
