from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import NEVER
from coproduce.foundation.notifications.kinds import NotificationKind
from expenses.payments.runs.notifications import paid

BOUNCED = kinds.register(
    NotificationKind("payments/bounced", says=_("A payment came back"), context=paid, expires=NEVER)
)
