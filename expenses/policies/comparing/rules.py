"""What a new version of a policy changes, in words. Pure: rows go in, whether they are stored or not."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coproduce.foundation.money import pounds
from coproduce.foundation.pages.presenters import short_date
from expenses.policies.costs.rules import limit_words
from expenses.policies.models import ExpenseRule, MileageRate, Policy, Rate
from expenses.policies.rates.rules import paid_for

R = TypeVar("R", Rate, MileageRate, ExpenseRule)
NOTHING = ""


@dataclass(frozen=True)
class Terms:
    """A policy with all its rows."""

    policy: Policy
    rates: Sequence[Rate] = ()
    mileage: Sequence[MileageRate] = ()
    costs: Sequence[ExpenseRule] = ()


@dataclass(frozen=True)
class Difference:
    """One thing that changes: what it is, how it was, how it will be. Empty: it was not, or will not be."""

    what: str
    before: str
    after: str


def differences(before: Terms | None, after: Terms) -> list[Difference]:
    """Return everything that changes when one policy takes the place of another; of none, all is new."""
    found = _of_the_policy(before.policy if before else None, after.policy)
    found += _of_rows(before.rates if before else (), after.rates, _rate_key, _rate_words)
    found += _of_rows(before.mileage if before else (), after.mileage, _mileage_key, _mileage_words)
    return found + _of_rows(before.costs if before else (), after.costs, _cost_key, _cost_words)


def _of_the_policy(before: Policy | None, after: Policy) -> list[Difference]:
    olds = _policy_words(before) if before else {}
    return [
        Difference(what, olds.get(what, NOTHING), words)
        for what, words in _policy_words(after).items()
        if olds.get(what, NOTHING) != words
    ]


def _policy_words(policy: Policy) -> dict[str, str]:
    floor = policy.floor_pence_an_hour
    return {
        _("We pay within"): _("%(n)s days") % {"n": policy.pay_within_days},
        _("Claim within"): _("%(n)s days") % {"n": policy.claim_window_days},
        _("Travelling time"): _("paid") if policy.pays_travel_time else _("not paid"),
        _("Fees are pointed out below"): _("%(sum)s an hour") % {"sum": pounds(floor)} if floor else NOTHING,
        _("Called off late"): policy.when_cancelled,
    }


def _of_rows(
    before: Sequence[R],
    after: Sequence[R],
    key: Callable[[R], tuple[Hashable, ...]],
    words: Callable[[R], tuple[str, str]],
) -> list[Difference]:
    """Compare rows that are for the same thing. What stands in neither, or says the same, is left out."""
    olds: dict[tuple[Hashable, ...], tuple[str, str]] = {key(row): words(row) for row in before}
    news: dict[tuple[Hashable, ...], tuple[str, str]] = {key(row): words(row) for row in after}
    found = []
    for one in dict.fromkeys([*olds, *news]):
        what, old = olds.get(one, ("", NOTHING))
        new_what, new = news.get(one, ("", NOTHING))
        if old != new:
            found.append(Difference(new_what or what, old, new))
    return found


def _limit_key(row: Rate | ExpenseRule) -> tuple[Hashable, ...]:
    return (row.lower_operator, row.lower_minutes, row.upper_operator, row.upper_minutes)


def _rate_key(rate: Rate) -> tuple[Hashable, ...]:
    return (rate.label, rate.role_tier, *_limit_key(rate), rate.effective_from)


def _rate_words(rate: Rate) -> tuple[str, str]:
    what = ", ".join(part for part in (rate.label, rate.role_tier, rate.limits) if part)
    said = [f"{pounds(rate.amount_pence)} {paid_for(rate)}"]
    if rate.most_a_day_pence:
        said.append(_("at most %(sum)s a day") % {"sum": pounds(rate.most_a_day_pence)})
    if rate.covers:
        said.append(_("covers: %(what)s") % {"what": rate.covers})
    return what, "; ".join([*said, *_days(rate)])


def _mileage_key(rate: MileageRate) -> tuple[Hashable, ...]:
    return (rate.vehicle, rate.band, rate.effective_from)


def _mileage_words(rate: MileageRate) -> tuple[str, str]:
    said = [_("%(pence)s a mile") % {"pence": rate.pence_words}]
    if rate.threshold_miles:
        facts = {"miles": f"{rate.threshold_miles:,}", "period": rate.get_period_display()}
        said.append(_("%(miles)s miles in %(period)s") % facts)
    what = f"{capfirst(rate.get_vehicle_display())}, {rate.get_band_display()}"
    return what, "; ".join([*said, *_days(rate)])


def _cost_key(rule: ExpenseRule) -> tuple[Hashable, ...]:
    return (rule.category, *_limit_key(rule))


def _cost_words(rule: ExpenseRule) -> tuple[str, str]:
    up_to = _("up to %(limit)s") if rule.pays_no_more else _("usually up to %(limit)s")
    said = [
        (rule.cap_pence, rule.cap_pence and up_to % {"limit": limit_words(rule)}),
        (rule.receipt_needed, _("a receipt is needed")),
        (not rule.receipt_needed, _("no receipt is needed")),
        (rule.prior_agreement, _("agreed first")),
        (rule.registration_needed, _("with a registration number")),
        (True, _("booked by: %(who)s") % {"who": rule.get_booked_by_display()}),
        (rule.note, rule.note),
    ]
    what = ", ".join(part for part in (rule.get_category_display(), rule.limits) if part)
    return what, "; ".join(str(words) for wanted, words in said if wanted)


def _days(rate: Rate | MileageRate) -> list[str]:
    """Return until when a rate is for: from when is what tells two rates for one thing apart."""
    if rate.effective_to is None:
        return []
    return [_("until %(day)s") % {"day": short_date(rate.effective_to)}]
