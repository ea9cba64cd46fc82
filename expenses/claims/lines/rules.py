"""What the lines of a claim still lack before it can be sent. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from expenses.claims.models import Claim, ClaimLine
from expenses.claims.rules import name_of
from expenses.policies.models import ExpenseRule
from expenses.policies.rates.rules import receipt_needed


@dataclass(frozen=True)
class Missing:
    """Something to do before sending, and where: a line, or (None) a page of the claim."""

    words: str
    line: ClaimLine | None = None
    page: str = ""


def missing(
    claim: Claim, lines: Sequence[ClaimLine], with_receipt: Collection[int], rules: Sequence[ExpenseRule]
) -> list[Missing]:
    """Return what still stands between a claim and being sent.

    `with_receipt` holds the ids of lines that have one. A receipt that was lost is no wall: a
    sentence saying why there is none will do, and the approver decides.
    """
    if not lines:
        return [Missing(_("Add what you would like to be paid for."), page="my_claims:time")]
    found = (
        []
        if claim.project_id or claim.meeting_id or claim.about
        else [Missing(_("Say what this claim is for."), page="my_claims:occasion")]
    )
    asked = {rule.category for rule in rules if rule.registration_needed}
    for line in lines:
        lacks = (
            receipt_needed(line.category, rules)
            and line.pk not in with_receipt
            and not line.no_receipt_because
        )
        if lacks:
            words = _("Add a receipt for “%(line)s”, or say why there is none.")
            found.append(Missing(words % {"line": name_of(line)}, line))
        if line.category in asked and not line.provider_number:
            words = _("Add the registration number of the provider for “%(line)s”.")
            found.append(Missing(words % {"line": name_of(line)}, line))
    return found
