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
    ("planned", "missing"),
    [(1, []), (100_00, []), (100_01, ["The plan costs £0.01 more than the budget holds."])],
)
def test_a_penny_more_than_the_budget_is_too_much(planned, missing):
    has = {"budget": 100_00, "planned": planned, "staff": True, "led": True, "milestone": True}
    assert rules.what_is_missing(has) == missing


@pytest.mark.parametrize(
    ("lacks", "sentence"),
    [
        ({"budget": None, "planned": None}, ["Add the first budget line.", "Plan the first activity."]),
        ({"staff": False, "led": False}, ["Say who on the staff side gives time."]),
        ({"led": False}, ["Name who leads involvement, and say what an hour of theirs costs."]),
        ({"milestone": False}, ["Add the first milestone."]),
    ],
)
def test_each_thing_that_is_missing_has_its_sentence(lacks, sentence):
    has = {"budget": 100_00, "planned": 1, "staff": True, "led": True, "milestone": True}
    assert rules.what_is_missing(has | lacks) == sentence
