"""What the policies of one organisation pay on any day, read once."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from expenses.policies.models import Policy, Rate
from expenses.policies.rates.rules import NoRate, Offer, offers, price_offer
from expenses.policies.states import Category, PolicyState, units


@dataclass(frozen=True)
class Prices:
    """Approved policies, the newest first, with the rates of their fees."""

    policies: tuple[tuple[Policy, tuple[Rate, ...]], ...]

    def policy_on(self, day: dt.date) -> Policy | None:
        """Return the policy in force on a day."""
        return next((policy for policy, _rates in self._since(day)), None)

    def price(self, words: str, day: dt.date, minutes: int) -> int | None:
        """Return what one person gets by a rate in the policy of the day, in pence; None if it has none."""
        return self._highest(
            (offer for offer in self._on(day) if words in (offer.words, offer.label)), minutes
        )

    def for_meeting(self, role: str, day: dt.date, minutes: int) -> int | None:
        """Return what one person in a role gets for a meeting; the rates of the role come before others."""
        found = [offer for offer in self._on(day) if offer.for_meetings]
        theirs = [offer for offer in found if offer.role_tier and offer.role_tier.lower() == role.lower()]
        return self._highest(theirs or [offer for offer in found if not offer.role_tier], minutes)

    def _since(self, day: dt.date) -> Iterable[tuple[Policy, tuple[Rate, ...]]]:
        return (
            (one, rates) for one, rates in self.policies if one.effective_from and one.effective_from <= day
        )

    def _on(self, day: dt.date) -> list[Offer]:
        rates = next((rates for _policy, rates in self._since(day)), ())
        return offers(rates, day)

    def _highest(self, found: Iterable[Offer], minutes: int) -> int | None:
        prices = []
        for offer in found:
            try:
                prices.append(price_offer(offer, minutes).pence)
            except NoRate:
                continue
        return max(prices, default=None)


def prices_of(organisation_id: int) -> Prices:
    """Return what the approved policies of an organisation pay. Two queries."""
    policies = list(
        Policy.objects.filter(organisation=organisation_id, status=PolicyState.APPROVED).order_by(
            "-effective_from", "-version"
        )
    )
    paid = units(lambda one: one.has_amount and one.pays == Category.FEE)
    rates: dict[int, list[Rate]] = {policy.pk: [] for policy in policies}
    for rate in Rate.objects.filter(policy__in=policies, unit__in=paid).select_related("policy"):
        rates[rate.policy_id].append(rate)
    return Prices(tuple((policy, tuple(rates[policy.pk])) for policy in policies))
