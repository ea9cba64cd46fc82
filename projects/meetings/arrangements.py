"""What to arrange so that everybody invited can take part. In people's own words, never a diagnosis."""

from typing import Any

from django.db import transaction

from contributors.models import AccessNeed
from contributors.people.needs import LOOKED
from coproduce.foundation import history
from projects.meetings.models import Meeting


@transaction.atomic
def look(meeting: Meeting, *, by: Any) -> list[AccessNeed]:
    """Return what people invited let organisers see, and write down that somebody looked (trust P9)."""
    invited = meeting.invitations.values("person")
    needs = AccessNeed.objects.for_organisers().filter(person__in=invited).select_related("person")
    found = list(needs.order_by("category", "person__name", "id"))
    for person in {need.person_id: need.person for need in found}.values():
        history.record(person, LOOKED, by=by, detail={"meeting": meeting.pk})
    return found


def count(meeting: Meeting) -> int:
    """Return how many things there are to arrange, without looking at them."""
    return AccessNeed.objects.for_organisers().filter(person__in=meeting.invitations.values("person")).count()
