"""The answer to a wish to be forgotten: what goes, what the law keeps, and for how long."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import NEVER
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from coproduce.rights.erasing import walk
from coproduce.rights.models import Erasure


def what_happens(message: Notification) -> dict[str, Any]:
    """Whose data is erased, whether all of it goes, and whether the clock asked."""
    erasure = Erasure.objects.select_related("organisation", "person").get(pk=message.subject_id)
    return {
        "erasure": erasure,
        "last": walk.is_last(erasure.person, erasure.organisation_id),
        "by_clock": erasure.asked_by_id is None,
    }


AGREED = kinds.register(
    NotificationKind(
        "rights/agreed", says=_("We erase what we have about you"), context=what_happens, expires=NEVER
    )
)
REFUSED = kinds.register(
    NotificationKind("rights/refused", says=_("We cannot erase it"), context=what_happens, expires=NEVER)
)
