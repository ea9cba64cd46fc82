"""What scorers promise: their points by a day. A colleague is reminded like a public member."""

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side
from projects.selection.panel.models import PanelMember

SCORE = kinds.register(
    PromiseKind(
        key="selection.score",
        side=Side.CONTRIBUTOR,
        for_contributor=_("Read and give points: {label}"),
        for_staff=_("Read and give points: {label}"),
        staff_url="scoring:member",
        portal_url="my_scoring:texts",
        reminder_expires=THREE_DAYS,
    )
)
SCORE_AS_STAFF = kinds.register(
    PromiseKind(
        key="selection.score_as_staff",
        side=Side.ORGANISATION,
        for_contributor=_("Read and give points: {label}"),
        for_staff=_("Read and give points, as a member of the panel: {label}"),
        staff_url="my_scoring:texts",
        reminder_expires=THREE_DAYS,
    )
)


def kind_of(member: PanelMember) -> PromiseKind:
    """Return the promise of one scorer."""
    return SCORE if member.is_public else SCORE_AS_STAFF
