"""How many days before, as an organisation sets it; and what is not true any more is taken back."""

from typing import Any

from django.db import transaction

from contributors.accounts.models import Organisation, User
from contributors.people.models import Person
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications import actions as outbox
from projects.meetings.planning.models import Invitation, Meeting
from projects.meetings.reminding.models import MeetingSettings
from projects.meetings.reminding.notifications import REMINDER


@transaction.atomic
def change_settings(organisation: Organisation, *, by: User, **values: Any) -> MeetingSettings:
    """Set how many days before a meeting people of an organisation are reminded."""
    settings, _new = MeetingSettings.objects.select_for_update(of=("self",)).get_or_create(
        organisation=organisation
    )
    for name, value in values.items():
        setattr(settings, name, value)
    settings.save()
    history.record(settings, "settings for meetings changed", by=by, detail=values)
    return settings


def take_back(meeting: Meeting, person: Person | None = None) -> None:
    """No reminder of a locked meeting that waits is true any more, for everybody or for one person.

    It has moved or is called off, or somebody said no or is not asked any more.
    """
    asked = Invitation.objects.filter(meeting=meeting)
    outbox.withdraw(REMINDER, subjects=asked.filter(person=person) if person else asked)
