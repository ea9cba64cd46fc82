"""What a claim would come to under a policy, line by line, before anybody relies on it. Pure.

A claim file is CSV (docs/policy-file.md). Nothing is stored, and nobody is paid by a quote.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coproduce.foundation import clock
from coproduce.foundation.fields.dates import parse_date
from coproduce.foundation.fields.money import parse_miles, parse_pence
from coproduce.foundation.known import known
from coproduce.foundation.money import pounds
from coproduce.foundation.pages.presenters import short_date
from expenses.policies.costs.rules import Cost, CostPrice, price_cost, receipt_needed
from expenses.policies.files.reading import MOST_PENCE
from expenses.policies.files.rules import Book
from expenses.policies.mileage.rules import MilesBefore, price_mileage
from expenses.policies.rates.rules import BELOW_FLOOR, NoRate, Offer, offers, price_offer
from expenses.policies.states import BY_RATE, Category, Vehicle, pays_for
from expenses.policies.trial import reading

LONGEST_WAY = 20_000  # tenths of a mile, there and back


@dataclass(frozen=True)
class Quote:
    """One line of a claim file: its price in whole pence (None: no price) and the sentence that says why."""

    number: int
    date: str
    kind: str
    pence: int | None
    words: str
    notes: tuple[str, ...] = ()


class SoFar:
    """What earlier lines of the file count towards: miles of a threshold, pence of a day's limit."""

    def __init__(self) -> None:
        self.counted: Counter[tuple[str, ...]] = Counter()

    def miles(self, line: dict[str, str], vehicle: str, date: dt.date) -> MilesBefore:
        """Return the tenths of a mile counted before, by person, vehicle and period."""
        year, claim = self._keys(line, vehicle, date)
        return MilesBefore(tax_year=self.counted[year], claim=self.counted[claim])

    def add_miles(self, line: dict[str, str], vehicle: str, date: dt.date, tenths: int) -> None:
        self.counted.update(dict.fromkeys(self._keys(line, vehicle, date), tenths))

    def _keys(self, line: dict[str, str], vehicle: str, date: dt.date) -> list[tuple[str, ...]]:
        year = str(clock.tax_year_start(date).year)
        return [(line["person"], vehicle, "year", year), (line["person"], vehicle, "claim", line["claim"])]

    def that_day(self, line: dict[str, str], date: dt.date, what: str) -> int:
        """Return the pence counted before, by person, day and what it is for."""
        return self.counted[line["person"], "day", date.isoformat(), what]

    def add_that_day(self, line: dict[str, str], date: dt.date, what: str, pence: int) -> None:
        self.counted[line["person"], "day", date.isoformat(), what] += pence


def quote(book: Book, text: str) -> list[Quote]:
    """Return each line of a claim file with its price. Miles count up in the order of the lines.

    Raises ParseError when the file is not a claim file at all; a line that cannot be priced says why.
    """
    so_far = SoFar()
    return [_quoted(book, number, line, so_far) for number, line in reading.lines(text)]


def total(quotes: list[Quote]) -> int:
    """Return the pence of every line that has a price."""
    return sum(one.pence or 0 for one in quotes)


def _quoted(book: Book, number: int, line: dict[str, str], so_far: SoFar) -> Quote:
    try:
        date, category = parse_date(line["date"]), reading.category(line["kind"])
        found = _priced(book, category, date, line, so_far)
        limit = (found.limit,) if found.limit else ()
        notes = (*limit, *found.notes, *_notes(book, category, date, line))
        return Quote(number, line["date"], category, found.pence, found.explanation, notes)
    except (NoRate, ValidationError) as refusal:
        why = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
        return Quote(number, line["date"], line["kind"], None, why)


def _priced(book: Book, category: str, date: dt.date, line: dict[str, str], so_far: SoFar) -> CostPrice:
    if category == Category.MILEAGE:
        return _miles(book, date, line, so_far)
    if category in BY_RATE:
        return _fee(book, category, date, line, so_far)
    cost = Cost(
        spent_pence=parse_pence(line["amount"], most=MOST_PENCE),
        minutes=reading.minutes(line["time"]),
        number=reading.whole("number", line["number"]) or 1,
        paid_that_day=so_far.that_day(line, date, category),
    )
    price = price_cost(book.rules, category, cost)
    so_far.add_that_day(line, date, category, price.pence)
    return price


def _fee(book: Book, category: str, date: dt.date, line: dict[str, str], so_far: SoFar) -> CostPrice:
    rates = [rate for rate in book.rates if pays_for(rate.unit, category)]
    offer = _offer(offers(rates, date), line)
    earned = so_far.that_day(line, date, offer.words)
    price = price_offer(offer, reading.minutes(line["time"]), earned_that_day=earned)
    so_far.add_that_day(line, date, offer.words, price.pence)
    if not book.policy.is_below_floor(price.pence, reading.minutes(line["time"])):
        return CostPrice(price.pence, price.explanation)
    low = BELOW_FLOOR % {"floor": pounds(known(book.policy.floor_pence_an_hour))}
    return CostPrice(price.pence, price.explanation, (low,))


def _miles(book: Book, date: dt.date, line: dict[str, str], so_far: SoFar) -> CostPrice:
    vehicle = line["vehicle"].lower() or Vehicle.CAR
    if vehicle not in [*Vehicle] or vehicle == Vehicle.PASSENGER:
        known = ", ".join(one for one in Vehicle if one != Vehicle.PASSENGER)
        raise ValidationError(_("“vehicle” must be one of: %(known)s.") % {"known": known})
    tenths = parse_miles(line["miles"], most=LONGEST_WAY) * (2 if reading.yes(line["return"]) else 1)
    price = price_mileage(
        book.mileage,
        date=date,
        vehicle=vehicle,
        miles_tenths=tenths,
        passengers=reading.whole("passengers", line["passengers"]),
        before=so_far.miles(line, vehicle, date),
    )
    so_far.add_miles(line, vehicle, date, tenths)
    return CostPrice(price.pence, price.explanation)


def _offer(found: list[Offer], line: dict[str, str]) -> Offer:
    """Return the one thing of the policy that a line means. Raises NoRate with what there is to choose."""
    role = line["role"].lower()
    named = [one for one in found if line["what"].lower() in ("", one.label.lower())]
    fitting = [one for one in named if role in ("", one.role_tier.lower())]
    if role and not fitting:  # a rate without a role is for every role
        fitting = [one for one in named if not one.role_tier]
    if len(fitting) > 1:  # the same name with and without limits of time: a length says which is meant
        fitting = [one for one in fitting if one.needs_minutes == bool(line["time"])] or fitting
    if len(fitting) == 1:
        return fitting[0]
    known = "; ".join(one.words for one in found) or _("nothing")
    if fitting:
        raise NoRate(
            _("More than one rate matches. Say which in “what” and “role”: %(known)s.") % {"known": known}
        )
    raise NoRate(_("The policy has no such rate on this day. It has: %(known)s.") % {"known": known})


def _notes(book: Book, category: str, date: dt.date, line: dict[str, str]) -> Iterator[str]:
    """What an approver would be shown beside any line. A note never changes the price."""
    if receipt_needed(category, book.rules) and not reading.yes(line["receipt"]):
        yield _("A receipt is needed.")
    first = book.policy.effective_from
    if first and date < first:
        yield _("The policy is for activity from %(day)s.") % {"day": short_date(first)}
