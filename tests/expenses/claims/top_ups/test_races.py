"""Two batches at once, and a batch while somebody decides: nobody is paid a difference twice."""

import pytest

from expenses.claims.deciding import actions as deciding
from expenses.claims.models import Claim
from expenses.claims.top_ups.actions import Made, make_top_ups
from expenses.claims.top_ups.models import TopUp
from tests.expenses.claims.test_races import together
from tests.expenses.claims.top_ups.test_actions import Staff, miles, today_since

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def staff():
    return Staff()


def test_two_batches_at_once_make_one_top_up_a_line(staff):
    since = today_since()
    for _ in range(5):
        staff.claim(staff.finance.payee(), miles(since, 100))
    staff.new_policy(since=since)
    made = together(*[lambda: make_top_ups(staff.organisation, by=staff.maker)] * 2)
    assert sorted(made, key=lambda one: one.lines) == [Made(), Made(5, 5, 500, 0)]
    assert TopUp.objects.count() == 5


def test_a_decision_during_a_batch_pays_each_mile_at_one_rate(staff):
    since = today_since()
    for _ in range(5):
        claim = staff.claim(staff.finance.payee(), miles(since, 100), approved=False)
        policy = staff.new_policy(since=since)
        together(
            lambda: make_top_ups(staff.organisation, by=staff.maker),
            lambda claim=claim: deciding.approve_all(claim, by=staff.approver),
        )
        make_top_ups(staff.organisation, by=staff.maker)
        mine = Claim.objects.filter(person=claim.person)
        assert sum(line.amount_pence for one in mine for line in one.lines.all()) == 550
        staff.withdraw(policy)
