"""What a policy pays of a cost: which rule fits, and what is marked for the approver."""

import pytest

from expenses.policies.costs.rules import Cost, price_cost, receipt_needed, rule_for, same_cost
from expenses.policies.models import ExpenseRule


def rule(**fields) -> ExpenseRule:
    return ExpenseRule(**{"category": "meal", **fields})


LONG = {"lower_operator": ">=", "lower_minutes": 300}
SHORT = {"upper_operator": "<", "upper_minutes": 300}


@pytest.mark.parametrize("limit", [LONG, SHORT])
def test_a_limit_on_either_side_makes_a_rule_for_some_lengths_alone(limit):
    timed, every = rule(**limit), rule()
    assert rule_for([timed, every], None) is every
    assert rule_for([timed], None) is None
    found = [rule_for([timed, every], minutes) for minutes in (299, 300)]
    assert found == ([every, timed] if limit is LONG else [timed, every])


def test_a_limit_for_an_hour_asks_how_long_it_took():
    hourly = rule(cap_pence=8_50, cap_for="hour")
    asked = "The limit is £8.50 an hour. Say how long it took."
    found = [price_cost([hourly], "meal", Cost(17_00, minutes)) for minutes in (None, 120)]
    assert [(one.pence, one.limit) for one in found] == [(17_00, asked), (17_00, "")]
    assert price_cost([hourly], "meal", Cost(17_01, 120)).limit == "Above the usual limit of £8.50 an hour."


@pytest.mark.parametrize(
    ("strict", "pence", "marked"), [([True, False], 0, False), ([False, False], 8_00, True)]
)
def test_one_rule_that_pays_no_more_is_enough_to_pay_nothing_outside(strict, pence, marked):
    rules = [
        rule(pays_no_more=strict[0], lower_operator=">=", lower_minutes=600),
        rule(
            pays_no_more=strict[1],
            lower_operator=">=",
            lower_minutes=300,
            upper_operator="<",
            upper_minutes=600,
        ),
    ]
    found = price_cost(rules, "meal", Cost(8_00, 120))
    words = "The policy pays this when someone is away for "
    assert (found.pence, found.limit.startswith(words)) == (pence, marked)


@pytest.mark.parametrize(
    ("needed", "asks"), [([True, True], True), ([True, False], True), ([False, False], False)]
)
def test_a_receipt_is_asked_for_where_any_rule_of_that_kind_asks(needed, asks):
    rules = [rule(receipt_needed=one) for one in needed]
    assert receipt_needed("meal", rules) is asks
    assert [receipt_needed(kind, rules) for kind in ("taxi", "mileage", "fee")] == [True, False, False]


def test_rules_are_for_the_same_cost_where_they_share_a_length_of_time():
    long, short, every = rule(**LONG), rule(**SHORT), rule()
    assert [same_cost(*pair) for pair in ((long, rule(**LONG)), (every, rule()))] == [True, True]
    for other in (short, every, rule(category="taxi", **LONG)):
        assert [same_cost(long, other), same_cost(other, long)] == [False, False]
