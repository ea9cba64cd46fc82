"""The answer everybody gets who put themselves forward."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.encrypted_fields import words_or_not
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import NEVER
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from projects.selection.drawing.models import Lot
from projects.selection.interest.models import Expression
from projects.selection.interest.queries import opened
from projects.selection.interest.states import Outcome
from projects.selection.opportunities.queries import others_open
from projects.selection.places.models import Place
from projects.selection.replies import queries


def about(message: Notification) -> dict[str, Any]:
    """Return the words for the outcome of this one, how they did if they asked, and what else is open."""
    row = Expression.objects.select_related("opportunity").get(pk=message.subject_id)
    chosen = row.outcome == Outcome.YES
    return {
        "row": row,
        "opportunity": row.opportunity,
        "words": queries.said_to(row),
        "feedback": words_or_not(row, lambda one: opened(one, "sealed_feedback")),
        "chosen": chosen,
        "place": Place.objects.filter(expression=row).first(),
        "lot": Lot.objects.filter(expression=row).select_related("draw").first(),
        "others": [] if chosen else others_open(row.opportunity),
    }


ANSWERED = kinds.register(
    NotificationKind(
        "selection/answered",
        says=_("Someone who put themselves forward has an answer"),
        context=about,
        expires=NEVER,
    )
)
FEEDBACK_GIVEN = kinds.register(
    NotificationKind(
        "selection/feedback_given",
        says=_("Someone who asked hears how they did"),
        context=about,
        expires=NEVER,
    )
)
