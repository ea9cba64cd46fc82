"""What is promised to whoever asks, after the answer, how they did."""

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side

FEEDBACK = kinds.register(
    PromiseKind(
        key="selection.feedback",
        side=Side.ORGANISATION,
        for_contributor=_("Tell you how you did: {label}"),
        for_staff=_("Tell someone how they did: {label}"),
        staff_url="expressions:feedback",
        seen_by="",
        kept_to="edit_people",
        reminder_expires=THREE_DAYS,
        outlasts_project=True,
    )
)
