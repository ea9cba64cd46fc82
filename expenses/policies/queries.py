"""What the pages about policies read, and the usual fees of one."""

import datetime as dt
from typing import Any

from django.db.models import Prefetch, QuerySet

from expenses.policies.models import ExpenseRule, MileageRate, Policy, Rate
from expenses.policies.rates.rules import NoRate, offers, price_offer
from expenses.policies.states import Category, units
from projects.resources.rules import Suggestion


def suggest(organisation_id: int, on: dt.date, minutes: int) -> list[Suggestion]:
    """Return (label, whole pence) for one person and one session on a day; none without a policy in force."""
    policy = Policy.objects.in_force(organisation_id, on)
    if policy is None:
        return []
    rates = policy.rates.select_related("policy").filter(
        unit__in=units(lambda one: one.has_amount and one.pays == Category.FEE)
    )
    found = []
    for offer in offers(rates, on):
        try:
            found.append((offer.words, price_offer(offer, minutes).pence))
        except NoRate:
            continue
    return found


def everything() -> "list[Prefetch[str, QuerySet[Any], str]]":
    """Return what a page about policies reads with them: a constant number of queries."""
    return [
        Prefetch("rates", Rate.objects.order_by("label", "role_tier", "-amount_pence")),
        Prefetch("mileage_rates", MileageRate.objects.order_by("vehicle", "effective_from", "-band")),
        Prefetch("expense_rules", ExpenseRule.objects.order_by("category")),
    ]
