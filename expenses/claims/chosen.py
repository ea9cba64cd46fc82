"""What somebody chose for their time, used on a claim: no fee, a smaller one, or as it is."""

from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from coproduce.foundation.known import known
from coproduce.foundation.money import pounds
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.rules import Missing
from expenses.claims.states import ClaimState, Kind, LineDecision
from expenses.payees.recognition.models import RecognitionChoice
from expenses.payees.recognition.resolving import choice_for
from expenses.payees.recognition.states import NO_FEE, Choice
from expenses.policies.rules import NoRate


def choice_of(claim: Claim) -> RecognitionChoice | None:
    """Return the choice that counts for a claim."""
    return choice_for(claim.person_id, claim.meeting_id, claim.project_id)


def fee_is_wanted(claim: Claim) -> bool:
    """Say whether a fee may be proposed: not where the person turned it down."""
    choice = choice_of(claim)
    return choice is None or choice.choice not in NO_FEE


def as_chosen(claim: Claim, day: Any, fields: dict[str, Any], line: ClaimLine | None) -> dict[str, Any]:
    """Return the priced fields of a fee, never more than the person wants for one day.

    Raises NoRate with a sentence when they chose no fee, or have that much already.
    """
    choice = choice_of(claim)
    if choice is None or choice.choice not in (*NO_FEE, Choice.LESS):
        return fields
    if choice.choice in NO_FEE:
        raise NoRate(_("You chose no fee for this. You can change that under “How we recognise your time”."))
    others = {"pk__gt": 0} if line is None else {"pk__lt": line.pk}
    most = known(choice.most_pence)
    left = most - pence_of_the_day(claim, day, **others)
    if left <= 0:
        words = _("You want %(amount)s at most for one day. Your claims for that day have it already.")
        raise NoRate(words % {"amount": pounds(most)})
    if fields["amount_pence"] <= left:
        return fields
    words = _("At most %(amount)s for one day, as asked.") % {"amount": pounds(most)}
    return fields | {"amount_pence": left, "explanation": f"{fields['explanation']} {words}"}


def pence_of_the_day(claim: Claim, day: Any, **narrowed: Any) -> int:
    """Return the fees asked of the claim's organisation for one day, in pence; `narrowed` to some lines."""
    same = ClaimLine.objects.filter(
        claim__person=claim.person_id, claim__organisation=claim.organisation_id, activity_date=day
    ).exclude(claim__status__in=(ClaimState.REFUSED, ClaimState.WITHDRAWN))
    asked = same.filter(kind=Kind.FEE, **narrowed).exclude(status=LineDecision.REFUSED)
    return asked.aggregate(sum=Sum("amount_pence"))["sum"] or 0


def unwanted_fees(claim: Claim, lines: list[ClaimLine]) -> list[Missing]:
    """Return the fees to take off before a claim is sent, because the person chose none."""
    typed = [line for line in lines if line.kind == Kind.FEE]
    if not typed or fee_is_wanted(claim):
        return []
    words = _("You chose no fee for this. Take the payment for your time off, or change your choice.")
    return [Missing(words, line) for line in typed[:1]]
