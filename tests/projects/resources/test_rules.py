import pytest

from projects.resources import rules
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return builders.project(builders.organisation())


@pytest.mark.parametrize(("approved", "over"), [(99_99, 0), (100_00, 0), (100_01, 1)])
def test_what_is_approved_over_the_budget_is_counted_to_the_penny(approved, over):
    spent = rules.Spend(approved=approved)
    assert rules.Costing(budget=100_00, planned=0, committed=0, spent=spent).over_approved == over


@pytest.mark.parametrize(
    ("committed", "missing"),
    [(None, []), (100_00, []), (100_01, ["£0.01 more is committed than the budget holds."])],
)
def test_a_penny_more_than_the_budget_is_too_much(committed, missing):
    has = {
        "budget": 100_00,
        "planned": 1,
        "staff": True,
        "led": True,
        "milestone": True,
        "committed": committed,
    }
    assert rules.what_is_missing(has) == missing
