from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side

ANSWER_COMMENT = kinds.register(
    PromiseKind(
        key="scope.answer_comment",
        side=Side.ORGANISATION,
        for_contributor=_("Answer what you said about {label}"),
        for_staff=_("Answer what someone said about {label}"),
        staff_url="scope_comments:answer",
        portal_url="my_scope:comment",
        by_hand=True,
        most_waiting=60,
        reminder_expires=THREE_DAYS,
    )
)
