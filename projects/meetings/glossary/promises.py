from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side

WORD = kinds.register(
    PromiseKind(
        key="meetings.word",
        side=Side.ORGANISATION,
        for_contributor=_("Explain the word “{label}” to you"),
        for_staff=_("Explain the word “{label}”"),
        staff_url="meetings:explain_word",
        portal_url="my_meetings:word",
        by_hand=True,
        most_waiting=60,
        is_reply=True,
        reminder_expires=THREE_DAYS,
    )
)
