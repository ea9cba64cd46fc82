"""What a public contributor hears when a project they had to do with has ended."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import A_FORTNIGHT, After
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from projects.team.models import Closing
from projects.team.queries import still_owed


def facts(message: Notification) -> dict[str, Any]:
    """Return how a project ended, and what is still owed in money to whoever reads it, as it is now."""
    closing = Closing.objects.select_related("project__organisation", "project__lead").get(
        pk=message.subject_id
    )
    return {
        "closing": closing,
        "project": closing.project,
        "owed": list(still_owed(closing.project).filter(person=message.recipient)),
    }


CLOSED = kinds.register(
    NotificationKind(
        "checklist/closed", says=_("A project has ended"), context=facts, expires=After(hours=24 * 60)
    )
)


def closed_again(message: Notification) -> str:
    """Say why nobody needs to hear that a project goes on: it has ended again."""
    closing = Closing.objects.select_related("project").get(pk=message.subject_id)
    return "closed again" if closing.project.is_closed else ""


REOPENED = kinds.register(
    NotificationKind(
        "checklist/reopened",
        says=_("A project is carrying on after all"),
        context=facts,
        not_wanted=closed_again,
        expires=A_FORTNIGHT,
    )
)
