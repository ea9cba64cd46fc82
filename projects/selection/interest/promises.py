"""What is promised to whoever puts themselves forward: an answer by the day the opportunity names."""

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side

ANSWER = kinds.register(
    PromiseKind(
        key="selection.answer",
        side=Side.ORGANISATION,
        for_contributor=_("Tell you whether you were chosen: {label}"),
        for_staff=_("Answer someone who put themselves forward: {label}"),
        staff_url="expressions:detail",
        seen_by="",
        kept_to="edit_people",  # the name of whoever put themselves forward stands beside it
        reminder_expires=THREE_DAYS,
        outlasts_project=True,  # whoever put themselves forward hears, also when the project has ended
    )
)
