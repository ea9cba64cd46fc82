"""What this app says, to the supporter alone."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from contributors.people.supporters.models import Supporter
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import A_FORTNIGHT
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification


def who_asks(message: Notification) -> dict[str, Any]:
    """The person who asks for help, by name, and what for."""
    asked = Supporter.objects.select_related("person").get(pk=message.subject_id)
    return {"asks": asked.person.name, "claims": asked.claims, "dates": asked.dates}


def no_longer(message: Notification) -> str:
    """Say why the question is no longer of use."""
    waiting = Supporter.objects.open().filter(pk=message.subject_id, accepted_on=None).exists()
    return "" if waiting else "it was answered or taken back"


ASKED = kinds.register(
    NotificationKind(
        "people/supporter_asked",
        says=_("Someone is asked to be a supporter"),
        context=who_asks,
        not_wanted=no_longer,
        expires=A_FORTNIGHT,
    )
)
