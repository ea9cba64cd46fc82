from django.utils.translation import gettext_lazy as _

from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side

# Who helps whom is nobody's business but theirs who arrange it. Its date stands on the arrangement.
ARRANGE = kinds.register(
    PromiseKind(
        key="meetings.arrange",
        side=Side.ORGANISATION,
        for_contributor=_("Arrange what helps you at {label}"),
        for_staff=_("Make an arrangement for {label}"),
        staff_url="meetings:arrangement",
        portal_url="my_meetings:arrangement",
        kept_to="edit_project",
    )
)
