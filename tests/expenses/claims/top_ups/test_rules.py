"""Which way a difference goes, and what differences come to together."""

import pytest

from expenses.claims.models import Claim, ClaimLine
from expenses.claims.top_ups.rules import Difference, sums
from expenses.policies.models import Policy, Rate
from expenses.policies.rates.rules import Price


def difference(today: int | None, *, before: int = 10_00, person: int = 1) -> Difference:
    price = None if today is None else Price(today, "", Rate())
    return Difference(ClaimLine(claim=Claim(person_id=person)), Policy(), before, price, "")


@pytest.mark.parametrize(
    ("today", "way"), [(10_01, "more"), (10_00, ""), (9_99, "less"), (None, "no_rate"), (0, "less")]
)
def test_a_penny_decides_which_way_a_line_goes(today, way):
    assert difference(today).way == way


def test_what_is_less_stands_apart_from_what_is_owed():
    found = [
        difference(12_00),
        difference(10_50, person=2),
        difference(11_00),
        difference(7_00),
        difference(10_00),
        difference(None),
    ]
    assert [row["value"] for row in sums(found)] == ["3", "2", "£3.50", "1", "£3.00"]
