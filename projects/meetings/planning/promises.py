from django.utils.translation import gettext_lazy as _

from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side
from projects.meetings.planning import queries

PAPERS = kinds.register(
    PromiseKind(
        key="meetings.papers",
        side=Side.ORGANISATION,
        for_contributor=_("Send you the papers for {label}"),
        for_staff=_("Send the papers for {label}"),
        staff_url="meetings:detail",
        portal_url="my_meetings:detail",
    )
)


ANSWER = kinds.register(
    PromiseKind(
        key="meetings.answer",
        side=Side.CONTRIBUTOR,
        for_contributor=_("Tell us if you can come to {label}"),
        for_staff=_("Answer to the invitation to {label}"),
        staff_url="meetings:detail",
        portal_url="my_meetings:detail",
        open_path=queries.answer_path,
    )
)
