"""What is promised to whoever is chosen, is a reserve, or asked how they did."""

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side

OFFER_ROLE = kinds.register(
    PromiseKind(
        key="selection.offer_role",
        side=Side.ORGANISATION,
        for_contributor=_("Offer you the role you were chosen for: {label}"),
        for_staff=_("Offer the role to someone you chose: {label}"),
        staff_url="places:detail",
        seen_by="",
        kept_to="edit_people",
        reminder_expires=THREE_DAYS,
    )
)
RESERVE = kinds.register(
    PromiseKind(
        key="selection.reserve",
        side=Side.ORGANISATION,
        for_contributor=_("Tell you whether a place became free: {label}"),
        for_staff=_("Tell a reserve whether a place became free: {label}"),
        staff_url="places:detail",
        seen_by="",
        kept_to="edit_people",
        reminder_expires=THREE_DAYS,
    )
)
