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
from coproduce.foundation.money import pounds
from expenses.policies import claim_files
from expenses.policies.files import Book
from expenses.policies.mileage import MilesBefore, price_mileage
from expenses.policies.reading import MOST_PENCE
from expenses.policies.rules import NoRate, Offer, offers, price_offer, receipt_needed
from expenses.policies.states import BY_RATE, Category, Vehicle, pays_for

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


class Miles:
    """Tenths of a mile counted so far, by person, vehicle and the period a threshold runs over."""

    def __init__(self) -> None:
        self.counted: Counter[tuple[str, ...]] = Counter()

    def before(self, line: dict[str, str], vehicle: str, date: dt.date) -> MilesBefore:
        year, claim = self._keys(line, vehicle, date)
        return MilesBefore(tax_year=self.counted[year], claim=self.counted[claim])

    def add(self, line: dict[str, str], vehicle: str, date: dt.date, tenths: int) -> None:
        self.counted.update(dict.fromkeys(self._keys(line, vehicle, date), tenths))

    def _keys(self, line: dict[str, str], vehicle: str, date: dt.date) -> list[tuple[str, ...]]:
        year = str(clock.tax_year_start(date).year)
        return [(line["person"], vehicle, "year", year), (line["person"], vehicle, "claim", line["claim"])]


def quote(book: Book, text: str) -> list[Quote]:
    """Return each line of a claim file with its price. Miles count up in the order of the lines.

    Raises Unreadable when the file is not a claim file at all; a line that cannot be priced says why.
    """
    so_far = Miles()
    return [_quoted(book, number, line, so_far) for number, line in claim_files.lines(text)]


def total(quotes: list[Quote]) -> int:
    """Return the pence of every line that has a price."""
    return sum(one.pence or 0 for one in quotes)


def _quoted(book: Book, number: int, line: dict[str, str], so_far: Miles) -> Quote:
    try:
        date, category = parse_date(line["date"]), claim_files.category(line["kind"])
        pence, words = _priced(book, category, date, line, so_far)
        return Quote(number, line["date"], category, pence, words, tuple(_notes(book, category, pence, line)))
    except (NoRate, ValidationError) as refusal:
        why = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
        return Quote(number, line["date"], line["kind"], None, why)


def _priced(book: Book, category: str, date: dt.date, line: dict[str, str], so_far: Miles) -> tuple[int, str]:
    if category == Category.MILEAGE:
        return _miles(book, date, line, so_far)
    if category in BY_RATE:
        rates = [rate for rate in book.rates if pays_for(rate.unit, category)]
        price = price_offer(_offer(offers(rates, date), line), claim_files.minutes(line["time"]))
        return price.pence, price.explanation
    return parse_pence(line["amount"], most=MOST_PENCE), _("What was paid.")


def _miles(book: Book, date: dt.date, line: dict[str, str], so_far: Miles) -> tuple[int, str]:
    vehicle = line["vehicle"].lower() or Vehicle.CAR
    if vehicle not in Vehicle.values or vehicle == Vehicle.PASSENGER:
        known = ", ".join(one for one in Vehicle.values if one != Vehicle.PASSENGER)
        raise ValidationError(_("“vehicle” must be one of: %(known)s.") % {"known": known})
    tenths = parse_miles(line["miles"], most=LONGEST_WAY) * (2 if claim_files.yes(line["return"]) else 1)
    price = price_mileage(
        book.mileage,
        date=date,
        vehicle=vehicle,
        miles_tenths=tenths,
        passengers=claim_files.whole(line["passengers"]),
        before=so_far.before(line, vehicle, date),
    )
    so_far.add(line, vehicle, date, tenths)
    return price.pence, price.explanation


def _offer(found: list[Offer], line: dict[str, str]) -> Offer:
    """Return the one thing of the policy that a line means. Raises NoRate with what there is to choose."""
    fitting = [
        one
        for one in found
        if line["what"].lower() in ("", one.label.lower())
        and line["role"].lower() in ("", one.role_tier.lower())
    ]
    if len(fitting) > 1:  # the same name with and without limits of time: a length says which is meant
        fitting = [one for one in fitting if one.needs_minutes == bool(line["time"])] or fitting
    if len(fitting) == 1:
        return fitting[0]
    known = "; ".join(one.words for one in found) or _("nothing")
    if fitting:
        raise NoRate(
            _("More than one rate fits. Say which in “what” and “role”: %(known)s.") % {"known": known}
        )
    raise NoRate(_("The policy has no such rate on this day. It has: %(known)s.") % {"known": known})


def _notes(book: Book, category: str, pence: int, line: dict[str, str]) -> Iterator[str]:
    """What an approver would be shown beside the line. A note never changes the price."""
    for rule in book.rules:
        if rule.category == category:
            if rule.cap_pence and pence > rule.cap_pence:
                yield _("This is more than %(cap)s.") % {"cap": pounds(rule.cap_pence)}
            if rule.prior_agreement:
                yield _("This has to be agreed first.")
    if receipt_needed(category, book.rules) and not claim_files.yes(line["receipt"]):
        yield _("A receipt is needed.")
