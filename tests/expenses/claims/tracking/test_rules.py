"""Where a claim stands, as the tracker shows it."""

import pytest

from expenses.claims.models import Claim
from expenses.claims.tracking.rules import stages


@pytest.mark.parametrize(
    ("status", "done", "now"),
    [
        ("draft", [False, False, False, False], [False, False, False, False]),
        ("sent", [False, False, False, False], [True, False, False, False]),
        ("approved", [True, False, False, False], [False, True, False, False]),
        ("in_payment", [True, True, False, False], [False, False, True, False]),
        ("bounced", [True, True, False, False], [False, False, True, False]),
        ("paid", [True, True, True, True], [False, False, False, True]),
        ("refused", [False, False, False, False], [False, False, False, False]),
    ],
)
def test_what_is_done_lies_before_what_is_now_and_nothing_after(status, done, now):
    found = stages(Claim(status=status))
    assert [one.words for one in found] == ["Sent", "Approved", "Being paid", "Paid"]
    assert ([one.done for one in found], [one.now for one in found]) == (done, now)
