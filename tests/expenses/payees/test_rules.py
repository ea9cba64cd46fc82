"""When bank details may be used."""

import datetime as dt

import pytest

from coproduce.foundation import clock
from expenses.payees.models import BankDetails
from expenses.payees.rules import may_be_used, usable_from

NOW = clock.now()


def test_changed_details_rest_for_two_days_and_first_ones_do_not():
    found = [usable_from(first=first, now=NOW) for first in (True, False)]
    assert found == [NOW, NOW + dt.timedelta(hours=48)]


@pytest.mark.parametrize(("seconds", "usable"), [(-1, True), (0, True), (1, False)])
def test_details_may_be_used_from_the_moment_they_have_rested(seconds, usable):
    details = BankDetails(status="pending", usable_from=NOW + dt.timedelta(seconds=seconds))
    assert may_be_used(details, NOW) is usable
    details.needs_check = True
    assert may_be_used(details, NOW) is False
    details.checked_at = NOW
    assert may_be_used(details, NOW) is usable
