"""What a project says to the people on it."""

from typing import Any

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import A_FORTNIGHT
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from projects.team import queries
from projects.team.models import TeamMember


def facts(message: Notification) -> dict[str, Any]:
    """Return the project somebody was added to, read afresh."""
    member = TeamMember.objects.select_related("project__organisation", "project__lead").get(
        pk=message.subject_id
    )
    return {"project": member.project}


def not_wanted(message: Notification) -> str:
    """Say why nobody needs to hear of it: they have left."""
    still = TeamMember.objects.current().filter(pk=message.subject_id).exists()
    return "" if still else "left the project"


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
    NotificationKind("team/added", context=facts, not_wanted=not_wanted, expires=A_FORTNIGHT)
)
LEFT = kinds.register(NotificationKind("team/left", context=left, expires=A_FORTNIGHT))
SOMEBODY_LEFT = kinds.register(NotificationKind("team/somebody_left", context=left, expires=A_FORTNIGHT))
