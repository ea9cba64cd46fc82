from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import NEVER
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from expenses.payments.advances.models import Advance


def facts(message: Notification) -> dict[str, Any]:
    """Return the advance as it stands, for who cannot sign in; the others get the address."""
    advance = Advance.objects.select_related("meeting", "project", "person").get(pk=message.subject_id)
    return {"advance": advance, "has_account": advance.person.account_id is not None}


ADVANCE = kinds.register(
    NotificationKind(
        "payments/advance", says=_("Money before a meeting is answered"), context=facts, expires=NEVER
    )
)
