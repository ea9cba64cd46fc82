"""What a claim still lacks before it can be sent, and what is paid besides the time itself. Pure."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from expenses.claims.models import Claim, ClaimLine
from expenses.claims.pricing.rules import Entry
from expenses.claims.rules import name_of
from expenses.policies.models import ExpenseRule
from expenses.policies.rules import Offer, receipt_needed
from expenses.policies.states import Unit


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


PAID_BY_TIME = (Unit.HOUR, Unit.BLOCK)


def is_by_time(offer: Offer) -> bool:
    """Say whether each hour or block of an activity is paid."""
    return all(rate.unit in PAID_BY_TIME for rate in offer.rates)


def pays_preparation(offer: Offer) -> bool:
    """Say whether getting ready is paid as time of its own: by the clock, and nothing said to be covered."""
    return is_by_time(offer) and not covered(offer)


def covered(offer: Offer) -> str:
    """Return what an offer already covers, in the policy's words; empty when it says nothing."""
    return "; ".join(sorted({rate.covers for rate in offer.rates if rate.covers}))


@dataclass(frozen=True)
class TimeGiven:
    """What we know of the time somebody gave: the day, whole minutes, and how we know, as a sentence."""

    day: dt.date | None = None
    minutes: int | None = None
    words: str = ""
    from_home: bool = False


@dataclass(frozen=True)
class SameJourney:
    """The journey of last time, with the amount of today: whole pence, and how it comes to that."""

    entry: Entry
    pence: int
    words: str
