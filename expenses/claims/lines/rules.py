"""What the lines of a claim still lack before it can be sent. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from expenses.claims.models import Claim, ClaimLine
from expenses.claims.pricing.rules import wants_fee
from expenses.claims.rules import Evidence, Totals, still_asked_for, totals
from expenses.claims.states import Kind
from expenses.payees.recognition.models import RecognitionChoice
from expenses.policies.costs.rules import receipt_needed


@dataclass(frozen=True)
class Missing:
    """Something to do before sending, and where: a line, or (None) a page of the claim."""

    words: str
    line: ClaimLine | None = None
    page: str = ""


@dataclass(frozen=True)
class Readiness:
    """Whether a claim can be sent, with what that was seen from: nothing is `missing` when it can."""

    evidence: Evidence
    choice: RecognitionChoice | None
    missing: list[Missing]

    @property
    def lines(self) -> Sequence[ClaimLine]:
        return self.evidence.lines

    @property
    def totals(self) -> Totals:
        """What the lines come to that are, or may yet be, paid."""
        return totals(still_asked_for(self.evidence.lines))


def missing(claim: Claim, evidence: Evidence, choice: RecognitionChoice | None) -> list[Missing]:
    """Return what still stands between a claim and being sent.

    A lost receipt stops nothing: a sentence saying why there is none will do, and the approver decides.
    """
    if not evidence.lines:
        return [Missing(_("Add what you would like to be paid for."), page="my_claims:time")]
    found = (
        []
        if claim.project_id or claim.meeting_id or claim.about
        else [Missing(_("Say what this claim is for."), page="my_claims:occasion")]
    )
    asked = {rule.category for rule in evidence.limits if rule.registration_needed}
    for line in evidence.lines:
        lacks = (
            receipt_needed(line.category, evidence.limits)
            and line.pk not in evidence.with_receipt
            and not line.no_receipt_because
        )
        if lacks:
            words = _("Add a receipt for “%(line)s”, or say why there is none.")
            found.append(Missing(words % {"line": line.words}, line))
        if line.category in asked and not line.provider_number:
            words = _("Add the registration number of the provider for “%(line)s”.")
            found.append(Missing(words % {"line": line.words}, line))
    if not wants_fee(choice):
        words = _("You chose no fee for this. Remove the payment for your time, or change your choice.")
        found += [Missing(words, line) for line in evidence.lines if line.kind == Kind.FEE][:1]
    return found
