"""How pages of this room reach a meeting: through the person, or not at all."""

from typing import Any

from coproduce.foundation import access
from projects.meetings.models import Invitation, Meeting


def meeting(user: Any, ref: str, *, change: bool = False) -> Meeting:
    """Return a meeting the user may see as staff. Raises Http404, or PermissionDenied for onlookers."""
    seen = Meeting.objects.visible_to_staff(user).select_related(
        "project__organisation", "project__lead", "organiser"
    )
    found = access.find(seen, ref)
    if change:
        access.allow(user, "edit_project", found.organisation_id)
    return found


def invitation(person: Any, ref: str) -> Invitation:
    """Return a public contributor's invitation to a meeting. Raises Http404."""
    seen = Meeting.objects.visible_to_member(person).select_related("project__organisation", "organiser")
    found = access.find(seen, ref)
    mine = found.invitations.select_related("person").get(person=person)
    mine.meeting = found
    return mine
