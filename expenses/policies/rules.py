"""What stands between a policy and being in force. Pure."""

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import TypeVar

from django.utils.translation import gettext as _

from expenses.policies.models import MileageRate, Policy, Rate
from expenses.policies.states import Band, Period

R = TypeVar("R", Rate, MileageRate)


def problems(policy: Policy, rates: Sequence[Rate], mileage: Sequence[MileageRate]) -> list[str]:
    """Return what must be put right before a second person can approve, as sentences."""
    found = []
    if policy.organisation_id is None:
        found.append(_("This is a published example. Copy it to your organisation first."))
    if policy.effective_from is None:
        found.append(_("Enter the first day of activity it is for."))
    if policy.check_before_use:
        found.append(_("Compare it with the source, then remove the “check before use” mark."))
    if not rates and not mileage:
        found.append(_("It has no rates yet."))
    if any(rate.period == Period.NOT_STATED for rate in mileage):
        found.append(_("Say what period miles are counted over: a tax year, a claim or a journey."))
    found += [_overlap_words(one, other) for one, other in _overlapping(rates, _same_rate)]
    found += [_overlap_words(one, other) for one, other in _overlapping(mileage, _same_mileage)]
    return found


def _overlapping(rows: Sequence[R], same: Callable[[R, R], bool]) -> list[tuple[R, R]]:
    return [pair for pair in combinations(rows, 2) if same(*pair) and _share_a_day(*pair)]


def _overlap_words(one: Rate | MileageRate, other: Rate | MileageRate) -> str:
    return _("Two rates cover the same thing on the same day: “%(one)s” and “%(other)s”.") % {
        "one": one,
        "other": other,
    }


def _share_a_day(one: R, other: R) -> bool:
    starts_in_time = (
        one.effective_to is None or other.effective_from is None or other.effective_from <= one.effective_to
    )
    lasts_until = (
        other.effective_to is None or one.effective_from is None or one.effective_from <= other.effective_to
    )
    return starts_in_time and lasts_until


def _same_rate(one: Rate, other: Rate) -> bool:
    if (one.label, one.role_tier) != (other.label, other.role_tier):
        return False
    return one.shares_a_minute(other)


def _same_mileage(one: MileageRate, other: MileageRate) -> bool:
    same_band = one.band == other.band or Band.ALL in (one.band, other.band)
    return one.vehicle == other.vehicle and same_band
