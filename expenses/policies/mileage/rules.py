"""Pence for miles: by vehicle, day, band and what was travelled before. Pure. Miles are whole tenths."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coproduce.foundation.known import known
from coproduce.foundation.money import round_pence
from coproduce.foundation.pages.presenters import miles
from expenses.policies.models import MileageRate
from expenses.policies.rates.rules import NoRate, applies_on
from expenses.policies.states import Band, Period, Vehicle


@dataclass(frozen=True)
class MilesBefore:
    """Tenths of a mile already counted, for each period a threshold may run over. Only miles we pay."""

    tax_year: int = 0
    claim: int = 0

    def counted(self, period: str) -> int:
        """Return the tenths counted before this journey. Raises NoRate when the period is not known."""
        if period == Period.NOT_STATED:
            raise NoRate(
                _("The policy does not say what period miles are counted over. Ask us, and we will find out.")
            )
        return {Period.TAX_YEAR: self.tax_year, Period.CLAIM: self.claim, Period.JOURNEY: 0}[Period(period)]


@dataclass(frozen=True)
class MileagePrice:
    """What a journey comes to, in whole pence, and why. `rate` is the one for its first mile."""

    pence: int
    explanation: str
    rate: MileageRate


@dataclass(frozen=True)
class _Part:
    tenths: int
    rate: MileageRate
    passengers: int = 0

    @property
    def exact(self) -> Decimal:
        return self.tenths * Decimal(self.rate.pence_per_mile) * (self.passengers or 1) / 10

    @property
    def words(self) -> str:
        facts = {"miles": miles(self.tenths), "pence": self.rate.pence_words, "n": self.passengers}
        if self.passengers:
            words = ngettext(
                "%(n)s passenger for %(miles)s at %(pence)s",
                "%(n)s passengers for %(miles)s at %(pence)s each",
                self.passengers,
            )
            return words % facts
        return _("%(miles)s at %(pence)s") % facts


def price_mileage(
    rates: Sequence[MileageRate],
    *,
    date: dt.date,
    vehicle: str,
    miles_tenths: int,
    passengers: int = 0,
    before: MilesBefore | None = None,
) -> MileagePrice:
    """Return the price of one journey, rounded half up once (13.7 miles at 45p is 617p).

    `before` is what the person was already paid for in each period. Passengers ride in a car or
    van; where the policy has no rate for them, nothing is added and the sentence says so.
    Raises NoRate when the policy has no rate for this vehicle on this day.
    """
    parts = _split(_of_vehicle(rates, vehicle, date), miles_tenths, before or MilesBefore())
    notes = []
    if passengers and vehicle == Vehicle.CAR:
        for_passengers = [r for r in rates if r.vehicle == Vehicle.PASSENGER and applies_on(r, date)]
        if for_passengers:
            parts.append(_Part(miles_tenths, for_passengers[0], passengers))
        else:
            notes.append(_("The policy has no rate for passengers on this day."))
    pence = round_pence(sum((part.exact for part in parts), Decimal()))
    words = _(" and ").join(part.words for part in parts)
    source = _("From the policy “%(policy)s”.") % {"policy": parts[0].rate.policy.name}
    return MileagePrice(pence, " ".join([f"{words}.", source, *notes]), parts[0].rate)


def _of_vehicle(rates: Sequence[MileageRate], vehicle: str, date: dt.date) -> list[MileageRate]:
    found = [rate for rate in rates if rate.vehicle == vehicle and applies_on(rate, date)]
    if not found:
        words = _("The policy has no mileage rate for this day: %(vehicle)s. Ask us, and we will find out.")
        raise NoRate(words % {"vehicle": Vehicle(vehicle).label})
    return found


def _split(rates: list[MileageRate], tenths: int, before: MilesBefore) -> list[_Part]:
    by_band = {rate.band: rate for rate in rates}
    if Band.ALL in by_band:
        return [_Part(tenths, by_band[Band.ALL])]
    first = by_band.get(Band.UP_TO) or rates[0]
    left = max(0, known(first.threshold_miles) * 10 - before.counted(first.period))
    below = min(tenths, left)
    parts = [_Part(below, first)] if below else []
    if tenths > below:
        if Band.ABOVE not in by_band:
            raise NoRate(
                _("The policy has no rate for miles above its threshold. Ask us, and we will find out.")
            )
        parts.append(_Part(tenths - below, by_band[Band.ABOVE]))
    return parts
