"""What was paid before, where it counts: in what somebody was paid, never in what is owed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from contributors.accounts.models import Organisation, User
from contributors.people.importing.rules.kinds import Values
from contributors.people.models import Person
from contributors.people.records.queries import Store
from contributors.people.records.rules import Problems
from coproduce.foundation import clock
from coproduce.foundation.money import plain_pounds
from expenses.claims.earlier.models import EarlierPayment
from expenses.claims.earlier.rules import COLUMNS, KEEPS
from expenses.claims.models.claims import Claim
from expenses.claims.models.lines import ClaimLine
from expenses.claims.states import ClaimState, Kind, LineDecision

LATER = dt.timedelta(days=366)
"""A payment this long after a day may be for it."""


def paid_here(organisation: Organisation, rows: Sequence[tuple[int, Values]]) -> dict[int, Problems]:
    """Return which new rows tell of a payment that was made here: it would count twice in somebody's year.

    A claim that was paid on the day of the row, with as much of that kind, or as much in all.
    """
    people = {person for person, _values in rows}
    paid = Claim.objects.filter(organisation=organisation, status=ClaimState.PAID, person__in=people)
    lines = ClaimLine.objects.filter(claim__in=paid, status=LineDecision.APPROVED).order_by()
    sums: dict[tuple[int, Any], int] = defaultdict(int)
    where: dict[int, tuple[int, str]] = {}
    found = lines.values_list("claim", "claim__person", "claim__paid_at", "kind").annotate(
        n=Sum("amount_pence")
    )
    for claim, person, paid_at, kind, pence in found:
        where[claim] = (person, clock.uk(paid_at).date().isoformat() if paid_at else "")
        sums[claim, kind] += pence
        sums[claim, ""] += pence
    made = {(*where[claim], pence, kind) for (claim, kind), pence in sums.items()}
    words = _("this payment was made here, so it counts already.")
    said = [
        (person, values.get("paid_on"), values.get("amount"), values.get("kind")) for person, values in rows
    ]
    return {
        place: [("amount", words)] for place, one in enumerate(said) if one in made or (*one[:3], "") in made
    }


PAYMENTS = Store(EarlierPayment, COLUMNS, KEEPS, day="paid_on", against=paid_here)


def export_payments(organisation: Organisation, user: User) -> Iterator[Values]:
    """Yield the payments of an organisation's earlier records, as a file holds them."""
    for row in PAYMENTS.export(organisation, user):
        yield row | {"amount": plain_pounds(row["amount"]), "kind": Kind(row["kind"]).label}


def earlier_fees(person: Person) -> QuerySet[EarlierPayment]:
    """Return the fees somebody had before, whoever paid them."""
    return EarlierPayment.objects.filter(person=person, kind=Kind.FEE)


def maybe_paid(claim: Claim, lines: Sequence[ClaimLine]) -> dict[int, EarlierPayment]:
    """Return {line id: payment} where earlier records tell of the same amount, paid after its day."""
    rows = EarlierPayment.objects.filter(person=claim.person_id, organisation=claim.organisation_id)
    kinds, sums = {line.kind for line in lines}, {line.amount_pence for line in lines}
    there = list(rows.filter(kind__in=kinds, amount_pence__in=sums).order_by("paid_on", "pk"))
    found: dict[int, EarlierPayment] = {}
    for line in lines:
        for one in there:
            fits = (one.kind, one.amount_pence) == (line.kind, line.amount_pence)
            if fits and line.activity_date <= one.paid_on <= line.activity_date + LATER:
                found.setdefault(line.pk, one)
    return found


def earlier_years(person: Person, organisation_ids: Sequence[int]) -> list[dict[str, Any]]:
    """Return what organisations paid somebody before, by tax year and kind, the newest year first."""
    rows = EarlierPayment.objects.filter(person=person, organisation__in=organisation_ids)
    years: dict[dt.date, dict[str, int]] = defaultdict(lambda: dict.fromkeys(Kind.values, 0))
    for paid_on, kind, pence in rows.order_by().values_list("paid_on", "kind", "amount_pence"):
        years[clock.tax_year_start(paid_on)][kind] += pence
    return [{"start": start, **years[start]} for start in sorted(years, reverse=True)]
