"""What stands against a line, as an approver reads it: every sentence whole, and in this order."""

import datetime as dt

import pytest

from coproduce.foundation.money import pounds
from expenses.claims.marks.rules import of_line
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.rules import Evidence
from expenses.policies.models import ExpenseRule, Policy
from projects.meetings.models import Attendance

SENT = dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 5, 14)
POLICY = Policy(claim_window_days=90, floor_pence_an_hour=12_00)
FEE = {"kind": "fee", "category": "fee", "part": "time", "minutes": 120, "amount_pence": 24_00, "rate_id": 1}
FARE = {"kind": "expense", "category": "public_transport", "amount_pence": 9_00}


def marked(limits=(), noted=None, attended=None, **fields):
    line = ClaimLine(pk=1, **{"activity_date": SENT.date(), **fields})
    claim = Claim(sent_at=SENT, attended=attended)
    evidence = Evidence([line], POLICY, limits, with_receipt=(), noted=noted)
    return [(mark.kind, mark.words) for mark in of_line(line, claim, evidence)]


def test_all_that_stands_against_a_fare():
    limits = [ExpenseRule(category="public_transport", cap_pence=4_00, cap_for="line", prior_agreement=True)]
    why = "The machine took 50% and kept it."
    assert marked(limits, **FARE, activity_date=DAY, no_receipt_because=why) == [
        (
            "late",
            "Late: it was on 14 May 2026, and the policy allows 90 days. You can still approve it.",
        ),
        ("limit", f"Above the usual limit of {pounds(4_00)}."),
        ("agree_first", "The policy says to agree this first."),
        ("no_receipt", "No receipt: The machine took 50% and kept it."),
    ]


def test_a_fee_that_no_policy_knows_below_the_least_for_an_hour():
    agreed = {"rate_id": None, "amount_pence": 20_00}
    assert marked(**FEE | agreed) == [
        ("limit", "This comes to less than £12.00 an hour."),
        ("agreed", "This amount was agreed with the person. It does not come from a policy."),
    ]


@pytest.mark.parametrize(
    ("noted", "attended", "found"),
    [
        (None, None, []),
        (None, True, []),
        (None, False, [("absent", "The project says that this person did not take part.")]),
        (
            Attendance(came=False, minutes=0),
            None,
            [("absent", "The project recorded that this person was not at the meeting.")],
        ),
        # What was noted of the meeting goes before what the project said when it was asked.
        (Attendance(came=True, minutes=120), False, []),
        (
            Attendance(came=True, minutes=119),
            None,
            [("more_time", "The project recorded 1 hour 59 minutes at the meeting.")],
        ),
    ],
)
def test_time_that_was_not_noted(noted, attended, found):
    assert marked(noted=noted, attended=attended, **FEE) == found


def test_more_time_is_marked_on_the_time_itself_alone():
    noted = Attendance(came=True, minutes=60)
    assert marked(noted=noted, **FEE | {"part": "preparation"}) == []
