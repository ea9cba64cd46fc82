from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side

TALK = kinds.register(
    PromiseKind(
        key="payees.talk",
        side=Side.ORGANISATION,
        for_contributor=_("Talk with you before we pay anything"),
        for_staff=_("Talk with {label} before anything is paid"),
        staff_url="people:detail",
        portal_url="",
        outlasts_project=True,
        kept_to="see_access_needs",  # a wish to talk may hint at benefits: for the involvement team alone
        reminder_expires=THREE_DAYS,
    )
)
