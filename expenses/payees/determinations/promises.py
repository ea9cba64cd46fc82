from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side

DETERMINE = kinds.register(
    PromiseKind(
        key="payees.determine",
        side=Side.ORGANISATION,
        for_contributor=_("Find out how your role is taxed: {label}"),
        for_staff=_("Find out what the payer decides about the role {label}"),
        staff_url="determinations:detail",
        portal_url="",
        outlasts_project=True,  # fees are owed still when a project has ended
        reminder_expires=THREE_DAYS,
    )
)
