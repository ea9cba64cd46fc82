"""Where a claim stands and who has it, for either side. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from coproduce.foundation.pages.presenters import uk_date
from expenses.claims.models import Claim
from expenses.claims.states import STAGES


@dataclass(frozen=True)
class Stage:
    """One step of the tracker."""

    words: str
    done: bool
    now: bool


def stages(claim: Claim) -> list[Stage]:
    """Return the way of a claim: sent, approved, being paid, paid. What happened, never what should have."""
    at = claim.facts.stage
    here = -1 if at is None else at
    # "Sent" is now while we look at it; what is paid has nothing before it any more.
    return [
        Stage(str(words), here > place or claim.facts.is_paid, here == place)
        for place, words in enumerate(STAGES)
    ]


def who_has_it(claim: Claim, *, for_staff: bool = False) -> str:
    """Return who has to do something now, by name or team, as a sentence for either side.

    Needs `organisation`, `person`, `with_person`, `escalated_to` and `fee_hold` to be loaded.
    """
    facts = claim.facts
    if for_staff and facts.ours:
        return str(facts.ours) % {"name": claim.person.name}
    if claim.is_undecided:
        return _("It is waiting. We do not know yet how to pay it.")
    if claim.pay_waits and facts.is_payable and not facts.has_payment:
        return _("It is approved. We will pay it once we have what it is waiting for.")
    organisation = claim.organisation.name
    if claim.with_person:
        who = _("%(name)s of %(organisation)s") % {
            "name": claim.with_person.name,
            "organisation": organisation,
        }
    else:
        who = _("The claims team at %(organisation)s") % {"organisation": organisation}
    words = str(facts.theirs) % {"who": who, "organisation": organisation}
    return " ".join([words, *_passed_on(claim)])


def _passed_on(claim: Claim) -> list[str]:
    """Return what was done so that a claim does not wait."""
    found = []
    if claim.deputised_at and claim.facts.waits_for_decision:
        words = _("They took it over on %(day)s, so that you do not have to wait.")
        found.append(words % {"day": uk_date(claim.deputised_at)})
    if claim.escalated_to and claim.is_unpaid:
        words = _("It is late, so on %(day)s we passed it on to %(name)s.")
        found.append(words % {"day": uk_date(claim.escalated_at), "name": claim.escalated_to.name})
    return found
