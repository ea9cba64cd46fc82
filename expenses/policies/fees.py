"""Tells the costing page on the floor below which fees the organisation's policy pays."""

import datetime as dt

from expenses.policies.models import Policy
from expenses.policies.rules import NoRate, offers, price_offer
from expenses.policies.states import ALLOWANCES, Unit
from projects.resources.rules import Suggestion


def suggest(organisation_id: int, on: dt.date, minutes: int) -> list[Suggestion]:
    """Return (label, whole pence) for one person and one session on a day; none without a policy in force."""
    policy = Policy.objects.in_force(organisation_id, on)
    if policy is None:
        return []
    rates = policy.rates.select_related("policy").exclude(unit__in=[*ALLOWANCES.values(), Unit.ZERO])
    found = []
    for offer in offers(rates, on):
        try:
            found.append((offer.words, price_offer(offer, minutes).pence))
        except NoRate:
            continue
    return found
