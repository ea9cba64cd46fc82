"""What is said to people who put themselves forward. They have no account: nothing leads to a page of theirs
but the one that asks for their code."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import User
from coproduce.foundation import clock
from coproduce.foundation.encrypted_fields import words_or_not
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import Until
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from projects.selection.drawing import queries as drawing
from projects.selection.drawing.rules.choosing import code_of
from projects.selection.interest import queries
from projects.selection.interest.models import Expression
from projects.selection.opportunities.models import Opportunity


def about(message: Notification) -> dict[str, Any]:
    """Return the opportunity, what happens next and by when, and what staff typed for them."""
    row = Expression.objects.select_related("opportunity", "person").get(pk=message.subject_id)
    copy = words_or_not(row, queries.as_text) if row.typed_by_id or message.kind == CORRECTED.key else ""
    drawn = drawing.rule_of(row.opportunity) is not None
    return {
        "row": row,
        "opportunity": row.opportunity,
        "copy": copy,
        "draw_code": code_of(row.blind_ref) if drawn else "",
    }


def gone(message: Notification) -> str:
    """Say why nobody needs to hear that it came in."""
    return "" if Expression.objects.waiting().filter(pk=message.subject_id).exists() else "no longer there"


def until_answered(row: Expression) -> Any:
    """Return the moment until which it is worth knowing that it came in."""
    hear_by = row.opportunity.hear_by
    return clock.end_of_day(hear_by) if hear_by else None


def scored_by(user: User) -> QuerySet[Expression]:
    """Return what somebody gives points for: its copy names who wrote it."""
    return Expression.objects.filter(opportunity__in=Opportunity.objects.scored_by(user).values("pk"))


CAME_IN = kinds.register(
    NotificationKind(
        "selection/came_in",
        says=_("Someone’s expression of interest came in"),
        context=about,
        not_wanted=gone,
        expires=Until(until_answered, at_least_hours=24 * 14),
        withheld=scored_by,
    )
)
CORRECTED = kinds.register(
    NotificationKind(
        "selection/corrected",
        says=_("Someone’s expression of interest was corrected for them"),
        context=about,
        not_wanted=gone,
        expires=Until(until_answered, at_least_hours=24 * 14),
        withheld=scored_by,
    )
)
