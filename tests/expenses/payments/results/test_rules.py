"""How one line of a file from the bank fits one payment or run, on values alone."""

from dataclasses import dataclass
from datetime import date

import pytest

from coproduce.foundation import clock
from expenses.payments.results.rules import Found, Known, match
from expenses.payments.runs.models import Payment, PaymentRun


@dataclass
class Line:
    reference: str = "CLAIM A"
    said: str = "paid"
    amount_pence: int = 10_00
    on: date | None = None

    def __post_init__(self):
        self.on = self.on or clock.today()


def payment(result="none", run="exported", pence=10_00):
    return Payment(pk=7, run=PaymentRun(pk=3, status=run), result=result, amount_pence=pence)


@pytest.mark.parametrize(
    ("result", "run", "said", "finding"),
    [
        ("none", "exported", "paid", "fits"),
        ("none", "exported", "bounced", "fits"),
        ("none", "released", "paid", "state"),
        ("none", "cancelled", "bounced", "state"),
        ("paid", "recorded", "paid", "known"),
        ("paid", "recorded", "bounced", "fits"),
        ("bounced", "recorded", "paid", "state"),
        ("bounced", "recorded", "bounced", "known"),
        ("held", "exported", "paid", "state"),
        ("held", "exported", "bounced", "state"),
    ],
)
def test_a_result_fits_what_waits_for_one_and_a_return_what_was_paid(result, run, said, finding):
    known = Known({"CLAIM A": [payment(result, run)]})
    assert [one.finding for one in match("results", [Line(said=said)], known)] == [finding]


@pytest.mark.parametrize(
    ("reference", "finding"),
    [("CLAIM B", "unknown"), ("RUN 9", "unknown"), ("RENT", "other"), ("MY CLAIM B", "other")],
)
def test_what_speaks_of_us_and_is_not_known_is_told_from_what_does_not(reference, finding):
    assert match("statement", [Line(reference)], Known({})) == [Found(finding)]


@pytest.mark.parametrize(
    ("status", "said", "finding"),
    [
        ("recorded", "paid", "fits"),
        ("recorded", "bounced", "state"),
        ("exported", "paid", "state"),
        ("cancelled", "bounced", "state"),
    ],
)
def test_a_whole_run_is_money_out_of_a_run_that_was_recorded(status, said, finding):
    run = PaymentRun(pk=3, status=status, fee_pence=10_00)
    found = match("statement", [Line("RUN 4", said)], Known({}, by_number={4: run}))
    assert found == [Found(finding, run=run)]
