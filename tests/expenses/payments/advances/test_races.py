"""Two hands at one advance: nothing is taken off twice, nothing is given twice."""

import pytest

from coproduce.foundation import clock
from expenses.claims.deciding import actions as deciding
from expenses.claims.models import Claim, ClaimLine
from expenses.payments.advances import actions as advances
from expenses.payments.advances.models import Advance
from expenses.payments.ledger.queries import balances, trial_balance
from tests import builders
from tests.expenses.claims.test_races import together
from tests.expenses.payments.made import Finance

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def finance_with_advance():
    """Ada has £40 for her project."""
    finance = Finance()
    ada, today = finance.payee("Ada"), clock.today()
    project = builders.project(finance.organisation)
    words = {"what_for": "x", "needed_by": today, "on": today}
    advance = advances.ask(person=ada, project=project, amount_pence=40_00, by=ada.account, **words)
    advances.approve(advance, by=finance.approver)
    advances.give(advance, how="cash", on=today, handed_over_by="Mo", by=finance.maker)
    return finance, ada, project, advance


def test_two_claims_approved_at_once_share_one_advance(finance_with_advance):
    finance, ada, project, advance = finance_with_advance
    claims = [builders.sent_claim(ada, finance.organisation, 30_00, project=project) for _n in range(2)]
    found = together(*[lambda c=claim: deciding.approve_all(c, by=finance.approver) for claim in claims])
    assert [type(one) for one in found] == [Claim, Claim]
    covered = sum(ClaimLine.objects.values_list("covered_pence", flat=True))
    fresh = Advance.objects.get(pk=advance.pk)
    assert (covered, fresh.open_pence, fresh.status) == (40_00, 0, "cleared")
    assert trial_balance() == 0


def test_the_rest_is_paid_back_and_let_go_at_once_and_one_wins(finance_with_advance):
    finance, _ada, _project, advance = finance_with_advance
    found = together(
        lambda: advances.let_go(advance, pence=30_00, why="Stolen.", by=finance.maker),
        lambda: advances.take_back(advance, pence=30_00, how="cash", on=clock.today(), by=finance.maker),
    )
    assert sorted(type(one).__name__ for one in found) == ["AdvanceUse", "TransitionRefused"]
    assert Advance.objects.get(pk=advance.pk).open_pence == 10_00


def test_money_is_given_once(finance_with_advance):
    finance, ada, project, _advance = finance_with_advance
    today = clock.today()
    words = {"what_for": "x", "needed_by": today, "on": today}
    second = advances.ask(person=ada, project=project, amount_pence=5_00, by=ada.account, **words)
    advances.approve(second, by=finance.approver)
    give = [
        lambda by=by: advances.give(second, how="cash", on=today, handed_over_by="Mo", by=by)
        for by in (finance.maker, finance.releaser)
    ]
    assert sorted(type(one).__name__ for one in together(*give)) == ["Advance", "TransitionRefused"]
    assert balances()["cash"] == -45_00
