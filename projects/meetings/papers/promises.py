from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications.expiry import Until
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side
from projects.meetings.planning.queries import begins

# Who asked for another format is for those who send the papers.
COPY = kinds.register(
    PromiseKind(
        key="meetings.paper_copy",
        side=Side.ORGANISATION,
        for_contributor=_("Get the papers for {label} to you in the way you asked"),
        for_staff=_("Get the papers for {label} to someone in the way they asked"),
        staff_url="meetings:detail",
        portal_url="my_meetings:detail",
        kept_to="edit_project",
        reminder_expires=Until(begins),
    )
)
