"""What policies answer when another app asks."""

import datetime as dt
from typing import Any

from django.dispatch import receiver

from expenses.policies import queries
from expenses.policies.prices.queries import prices_of
from projects.resources.costing.rules import PriceOf
from projects.resources.rules import Suggestion
from projects.resources.signals import fees_asked, prices_asked
from projects.roles.models.policy_rates import PolicyRates
from projects.roles.signals import rates_asked


@receiver(rates_asked, dispatch_uid="policies.rates")
def tell_rates(*, organisation_id: int, on: dt.date, **_kwargs: Any) -> PolicyRates | None:
    """Tell the pages of a role which fees the organisation's policy pays."""
    return queries.rates_of(organisation_id, on)


@receiver(fees_asked, dispatch_uid="policies.fees")
def suggest_fees(*, organisation_id: int, on: dt.date, minutes: int, **_kwargs: Any) -> list[Suggestion]:
    """Tell the costing page which fees the organisation's policy pays."""
    return queries.suggest(organisation_id, on, minutes)


@receiver(prices_asked, dispatch_uid="policies.prices")
def say_prices(*, organisation_id: int, **_kwargs: Any) -> PriceOf:
    """Tell the costing what the policy in force on any day pays for a rate."""
    return prices_of(organisation_id).price
