"""Who waits for an answer to an opportunity, and what is said for each outcome."""

from django.utils.translation import gettext as _

from projects.selection.drawing.queries import rule_of
from projects.selection.interest.models import Expression
from projects.selection.interest.states import CHOSEN, ExpressionState, Outcome
from projects.selection.opportunities.models import Opportunity
from projects.selection.places.models import Place
from projects.selection.replies.rules import Answerable
from projects.team.states import ProjectState


def waiting(opportunity: Opportunity) -> list[Answerable]:
    """Return everybody who waits, with what was decided. One query."""
    rows = Expression.objects.waiting().filter(opportunity=opportunity).order_by("pk")
    found = rows.values_list("pk", "outcome", "wants_feedback", "sealed_feedback")
    return [Answerable(pk, outcome, wanted and not said) for pk, outcome, wanted, said in found]


def rule_decides(opportunity: Opportunity) -> bool:
    """Say whether outcomes come from a rule alone. In a project that has ended nobody is drawn any more."""
    return rule_of(opportunity) is not None and opportunity.project.status != ProjectState.CLOSED


def places_left(opportunity: Opportunity) -> int | None:
    """Return for how many a yes can still be sent; None where it is not said how many are looked for."""
    if opportunity.places is None:
        return None
    told = Place.objects.held().filter(opportunity=opportunity)
    return opportunity.places - told.exclude(expression__status=ExpressionState.SENT).count()


def words(opportunity: Opportunity) -> dict[str, str]:
    """Return {outcome: what is said}; empty where nothing was written."""
    written = dict(opportunity.outcome_texts.values_list("outcome", "words"))
    return {outcome: written.get(outcome, "") for outcome in CHOSEN}


def said_to(row: Expression) -> str:
    """Return the words of the answer to one; empty while there is none."""
    if row.outcome == Outcome.OFF:
        return _("It is called off, for this reason: %(why)s") % {"why": row.opportunity.ended_why}
    return words(row.opportunity).get(row.outcome, "")
