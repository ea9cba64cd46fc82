"""What a claim's page says about the person's choice: little to staff, all of it to them."""

from typing import Any

from django import template
from django.db.models import Exists, OuterRef

from expenses.claims.fees.models import FeeHold
from expenses.claims.fees.queries import earnings_of
from expenses.claims.fees.rules import is_mine
from expenses.claims.lines.queries import choice_of
from expenses.claims.models import Claim
from expenses.claims.rules import sent_on
from expenses.claims.states import Kind
from expenses.payees.determinations.models import Determination, roles_visible_to
from expenses.payees.recognition.models import Declaration
from expenses.payees.recognition.queries import declared
from expenses.payees.recognition.states import NOT_DECIDED

register = template.Library()


@register.simple_tag
def recognition_for_staff(claim: Claim) -> str:
    """How the time in a claim is recognised, as staff may read it; empty without a fee."""
    if not claim.lines.filter(kind=Kind.FEE).exists():
        return ""
    choice = choice_of(claim)
    return choice.words_for_staff if choice else str(NOT_DECIDED)


@register.inclusion_tag("claims/my_fee.html", takes_context=True)
def my_fee(context: Any, claim: Claim) -> dict[str, Any]:
    """Whether the fee in a claim waits, and what the reader earns: on their own claim only.

    Nobody who helps reads it: what a person chose for their fee is theirs alone.
    """
    user = context["request"].user
    reader = user.person
    if user.helping or not is_mine(claim, reader):
        return {}
    wait = FeeHold.objects.open().filter(claim=claim).first()
    return {"wait": wait, "earnings": earnings_of(reader)}


@register.inclusion_tag("claims/my_earnings.html", takes_context=True)
def my_earnings(context: Any) -> dict[str, Any]:
    """What the reader earns this week and month, and a warning that is theirs alone."""
    return {"earnings": earnings_of(context["request"].user.person)}


@register.simple_tag(takes_context=True)
def determinations_of(context: Any, claim: Claim) -> list[Determination]:
    """What the payer determined for the person's roles in the project; `may_be_opened` by the reader."""
    seen = roles_visible_to(context["request"].user).filter(pk=OuterRef("role"))
    theirs = Determination.objects.current().filter(
        role__project=claim.project_id, role__assignments__person=claim.person_id
    )
    theirs = theirs.select_related("role").annotate(may_be_opened=Exists(seen))
    return list(theirs.distinct()) if claim.project_id else []


@register.simple_tag
def declaration_of(claim: Claim) -> Declaration | None:
    """What the person declared about a public sector job, for the tax year they sent the claim in."""
    return declared(claim.person, sent_on(claim))
