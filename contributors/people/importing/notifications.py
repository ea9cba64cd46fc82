"""What this topic says, to the person alone, and only when somebody of the organisation says so."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from contributors.people.importing.models import PersonSource
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import A_FORTNIGHT
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification


def where_from(message: Notification) -> dict[str, Any]:
    """Return who has their details, where from, and how they are said to have agreed."""
    found = PersonSource.objects.select_related("organisation").get(pk=message.subject_id)
    return {"organisation": found.organisation, "source": found.source, "consent": found.consent}


def gone(message: Notification) -> str:
    """Say why nobody has to be told any more: the organisation does not know them now."""
    known = PersonSource.objects.filter(
        pk=message.subject_id,
        person__connections__organisation=message.organisation_id,
        person__connections__left_on=None,
    )
    return "" if known.exists() else "the organisation does not know them any more"


BROUGHT_IN = kinds.register(
    NotificationKind(
        "people/brought_in",
        says=_("An organisation has someone’s details from a list"),
        context=where_from,
        not_wanted=gone,
        expires=A_FORTNIGHT,
    )
)
