"""The answer everybody gets who put themselves forward."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import NEVER
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from projects.selection.interest.models import Expression
from projects.selection.replies import queries


def about(message: Notification) -> dict[str, Any]:
    """Return the words for the outcome of this one, and when what they sent is deleted."""
    row = Expression.objects.select_related("opportunity").get(pk=message.subject_id)
    return {"row": row, "opportunity": row.opportunity, "words": queries.said_to(row)}


ANSWERED = kinds.register(
    NotificationKind(
        "selection/answered",
        says=_("Someone who put themselves forward has an answer"),
        context=about,
        expires=NEVER,
    )
)
