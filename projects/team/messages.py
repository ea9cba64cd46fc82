"""What a project says to the people on it."""

from typing import Any

from coproduce.foundation.outbox import kinds
from coproduce.foundation.outbox.kinds import MessageKind
from coproduce.foundation.outbox.models import Message
from projects.team.models import TeamMember


def facts(message: Message) -> dict[str, Any]:
    """Return the project somebody was added to, read afresh."""
    member = TeamMember.objects.select_related("project__organisation", "project__lead").get(
        pk=message.subject_id
    )
    return {"project": member.project}


def not_wanted(message: Message) -> str:
    """Say why nobody needs to hear of it: they have left."""
    still = TeamMember.objects.current().filter(pk=message.subject_id).exists()
    return "" if still else "left the project"


ADDED = kinds.register(MessageKind("team/added", context=facts, not_wanted=not_wanted))
