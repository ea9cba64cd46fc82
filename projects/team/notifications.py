"""What a project says to the people on it, and to those who look after its promises."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import A_FORTNIGHT
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import Absence, Promise
from projects.team import queries
from projects.team.models import TeamMember
from projects.team.states import ProjectState

LISTED = 20


def facts(message: Notification) -> dict[str, Any]:
    """Return the project somebody was added to, read afresh."""
    member = TeamMember.objects.select_related("project__organisation", "project__lead").get(
        pk=message.subject_id
    )
    return {"project": member.project}


def not_wanted(message: Notification) -> str:
    """Say why nobody needs to hear of it: they have left, or the project has ended."""
    still = TeamMember.objects.current().filter(pk=message.subject_id)
    if not still.exists():
        return "left the project"
    ended = still.filter(project__status=ProjectState.CLOSED).exists()
    return "the project has ended" if ended else ""


def left(message: Notification) -> dict[str, Any]:
    """Return who left which project, and what is still owed to them in money."""
    members = TeamMember.objects.select_related("project__organisation", "project__lead", "person")
    member = members.get(pk=message.subject_id)
    return {
        "member": member,
        "project": member.project,
        "owed": list(queries.still_owed(member.project).filter(person=member.person)),
    }


ADDED = kinds.register(
    NotificationKind(
        "team/added",
        says=_("Someone is on a project now"),
        context=facts,
        not_wanted=not_wanted,
        expires=A_FORTNIGHT,
        introduces=True,
    )
)
LEFT = kinds.register(
    NotificationKind(
        "team/left",
        says=_("Someone has left a project, told to the person"),
        context=left,
        expires=A_FORTNIGHT,
    )
)
SOMEBODY_LEFT = kinds.register(
    NotificationKind(
        "team/somebody_left",
        says=_("Someone has left a project, told to staff"),
        context=left,
        expires=A_FORTNIGHT,
    )
)


def absence_facts(message: Notification) -> dict[str, Any]:
    """Return the absence and what its deputy has now, the most urgent first."""
    absence = Absence.objects.select_related("person").get(pk=message.subject_id)
    owed = Promise.objects.open().filter(owner=absence.person, organisation=absence.organisation_id)
    rows = owed.exclude(person=absence.deputy_id).order_by("due_at", "id").select_related("person", "project")
    return {"absence": absence, "rows": list(rows[:LISTED])}


def still_deputy(message: Notification) -> str:
    """Say why nobody has to hear that they are a deputy any more, or an empty string."""
    absence = Absence.objects.not_over().filter(pk=message.subject_id, deputy=message.recipient_id)
    return "" if absence.exists() else "not their deputy any more"


DEPUTY = kinds.register(
    NotificationKind(
        "team/deputy",
        says=_("Someone is a deputy"),
        context=absence_facts,
        not_wanted=still_deputy,
        expires=A_FORTNIGHT,
    )
)
