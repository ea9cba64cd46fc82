"""Every amount is counted once in every view, and the sums are those of a calculation of their own."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projects.resources.costing import rules
from projects.resources.costing.rules import Amounts, Piece, Plan, View
from projects.resources.funders.rules import refused, warnings
from projects.resources.models import BudgetLine, Funder, PlannedActivity, PlannedCost, StaffAllocation
from projects.resources.states import GROUPS, BudgetCategory, CostGroup, Outside
from projects.team.models import Project

START = dt.date(2026, 9, 1)
PROJECT = Project(pk=1, starts_on=START, ends_on=dt.date(2029, 3, 31), cost_code="P1")
days = st.dates(dt.date(2026, 1, 1), dt.date(2029, 12, 31))
pence = st.integers(0, 10**7)
categories = st.sampled_from(BudgetCategory)


@st.composite
def funders(draw, number):
    starts = draw(days)
    return Funder(
        pk=number,
        project=PROJECT,
        name=f"Funder {number}",
        starts_on=starts,
        ends_on=starts + dt.timedelta(days=draw(st.integers(0, 900))),
        year_starts_in=draw(st.integers(1, 12)),
    )


@st.composite
def plans(draw):
    known = [draw(funders(number)) for number in range(1, draw(st.integers(0, 3)) + 1)]
    lines = [
        BudgetLine(
            pk=number,
            project=PROJECT,
            category=draw(categories),
            planned_pence=draw(pence) + 1,
            cost_code=draw(st.sampled_from(["", "A1", "B2"])),
            funder=draw(st.sampled_from([None, *known])),
        )
        for number in range(1, draw(st.integers(0, 6)) + 1)
    ]
    costs = [
        PlannedCost(
            project=PROJECT,
            category=draw(categories),
            on=draw(days),
            number=draw(st.integers(1, 50)),
            each_pence=draw(pence),
        )
        for _n in range(draw(st.integers(0, 4)))
    ]
    return Plan(PROJECT, lines, [], costs)


@st.composite
def spend(draw):
    claimed = draw(pence)
    approved = draw(st.integers(0, claimed))
    paid = draw(st.integers(0, approved))
    amounts = Amounts(committed=claimed, claimed=claimed, approved=approved, paid=paid)
    return Piece(draw(categories), draw(days), amounts)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans(), st.lists(spend(), max_size=12))
def test_every_view_comes_to_the_same_sums_as_its_parts(plan, money):
    pieces = [*rules.planned_pieces(plan, lambda *_asked: None), *money]
    budget = sum(line.planned_pence for line in plan.lines)
    planned = sum(cost.number * cost.each_pence for cost in plan.costs)
    names = ("committed", "claimed", "approved", "paid")
    spent = {name: sum(getattr(piece.amounts, name) for piece in money) for name in names}
    for view in View:
        found = rules.sheet(view, plan, pieces)
        assert found.total.budget == sum(row.budget for row in found.rows) == budget
        assert found.total.amounts.planned == sum(row.amounts.planned for row in found.rows) == planned
        for name, together in spent.items():
            rows = sum(getattr(row.amounts, name) for row in found.rows)
            assert getattr(found.total.amounts, name) == rows == together
        assert found.total.left == budget - spent["committed"]


def slow_forecast(budget, spent, today, months):
    """Return the month in which the money ends, month by month in fractions of `months`."""
    first = dt.date(today.year, today.month, 1)
    since = first
    for _month in range(months):
        since = (since - dt.timedelta(days=1)).replace(day=1)
    money = budget - sum(paid for _on, paid in spent)
    if money <= 0:
        return first
    taken = sum(paid for on, paid in spent if since <= on < first)
    if not taken:
        return None
    money *= months
    while money > 0:
        first = (first + dt.timedelta(days=32)).replace(day=1)
        money -= taken
    return first


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 10**6),
    st.lists(
        st.tuples(st.dates(dt.date(2026, 1, 1), dt.date(2027, 6, 30)), st.integers(1_000, 10**5)), max_size=9
    ),
    st.dates(dt.date(2026, 12, 1), dt.date(2027, 6, 30)),
)
def test_the_forecast_is_that_of_a_calculation_month_by_month(budget, spent, today):
    pieces = [Piece(BudgetCategory.FEES, on, Amounts(approved=paid)) for on, paid in spent]
    found = rules.forecast(budget, pieces, today)
    assert found.ends_in == slow_forecast(budget, spent, today, 6)


def test_the_money_ends_in_may_at_the_pace_of_late():
    pieces = [
        Piece(BudgetCategory.FEES, dt.date(2026, month, 10), Amounts(approved=100_00))
        for month in range(6, 12)
    ]
    pieces.append(Piece(BudgetCategory.VENUE, dt.date(2026, 10, 1), Amounts(booked=60_00)))
    found = rules.forecast(1_300_00, pieces, dt.date(2026, 12, 15))
    assert (found.pace, found.money, found.ends_in) == (110_00, 640_00, dt.date(2027, 6, 1))
    assert rules.forecast(1_210_00, pieces, dt.date(2026, 12, 15)).ends_in == dt.date(2027, 5, 1)


def test_the_worked_example_of_a_fund_application_comes_to_the_penny():
    """8 people, one evening: RDS North West, example applications (docs/decisions/0035)."""
    on = dt.date(2027, 2, 4)
    bought = [
        ("Buffet", BudgetCategory.VENUE, 8, 5_00),
        ("Invitations and their return", BudgetCategory.POSTAGE, 16, 92),
    ]
    costs = [
        PlannedCost(project=PROJECT, title=title, category=category, on=on, number=number, each_pence=each)
        for title, category, number, each in bought
    ]
    evening = PlannedActivity(
        pk=1,
        project=PROJECT,
        title="Evening",
        on=on,
        people=8,
        sessions=1,
        minutes_each=120,
        fee_pence=10_00,
        expenses_pence=10_00,
    )
    budgets = {
        BudgetCategory.VENUE: 40_00,
        BudgetCategory.POSTAGE: 14_72,
        BudgetCategory.EXPENSES: 80_00,
        BudgetCategory.FEES: 80_00,
        BudgetCategory.ACCESS: 350_00,  # the ceiling for extra needs
    }
    lines = [
        BudgetLine(pk=number, project=PROJECT, category=category, planned_pence=pence)
        for number, (category, pence) in enumerate(budgets.items(), 1)
    ]
    plan = Plan(PROJECT, lines, [evening], costs)
    found = rules.sheet(View.LINE, plan, rules.planned_pieces(plan, lambda *_asked: None))
    assert found.total.amounts.planned == 214_72
    assert [row.amounts.planned for row in found.rows] == [40_00, 14_72, 80_00, 80_00, 0]
    assert [row.budget - row.amounts.planned for row in found.rows] == [0, 0, 0, 0, 350_00]


def test_every_category_stands_under_one_heading_of_the_cost_calculator():
    assert GROUPS.keys() == set(BudgetCategory)
    assert set(GROUPS.values()) == set(CostGroup)


@pytest.mark.parametrize(
    ("on", "uk", "own"),
    [
        (dt.date(2027, 3, 31), "1 April 2026 to 31 March 2027", "1 January 2027 to 31 December 2027"),
        (dt.date(2027, 4, 1), "1 April 2027 to 31 March 2028", "1 January 2027 to 31 December 2027"),
        (dt.date(2026, 12, 31), "1 April 2026 to 31 March 2027", "1 January 2026 to 31 December 2026"),
    ],
)
def test_the_financial_year_is_that_of_the_uk_or_of_the_funder(on, uk, own):
    funder = Funder(pk=1, name="Charity", starts_on=START, ends_on=dt.date(2028, 1, 1), year_starts_in=1)
    line = BudgetLine(pk=1, category="fees", planned_pence=1, funder=funder)
    plan = Plan(PROJECT, [line], [], [])
    piece = Piece(BudgetCategory.FEES, on, Amounts(paid=5))
    paid = [
        [row.label for row in rules.sheet(view, plan, [piece]).rows if row.amounts.paid]
        for view in (View.YEAR, View.FUNDER_YEAR)
    ]
    assert paid == [[uk], [f"Charity, {own}"]]


def test_money_goes_to_the_line_of_its_activity_its_funder_and_its_day_and_else_to_none():
    funder = Funder(pk=1, name="Charity", starts_on=dt.date(2027, 1, 1), ends_on=dt.date(2027, 12, 31))
    first = BudgetLine(pk=1, category="fees", planned_pence=1, funder=funder)
    own = BudgetLine(pk=2, category="fees", planned_pence=1, activity=PlannedActivity(pk=7))
    later = BudgetLine(pk=3, category="fees", planned_pence=1, first_on=dt.date(2028, 1, 1))
    lines = [first, own, later]

    def line(on, category=BudgetCategory.FEES, activity=None):
        return rules.line_for(Piece(category, on, Amounts(), activity), lines)

    assert line(dt.date(2027, 1, 1)) is line(dt.date(2027, 12, 31)) is first
    assert line(dt.date(2026, 12, 31)) is None
    assert line(dt.date(2028, 1, 1)) is later
    assert line(dt.date(2027, 5, 1), activity=7) is own
    assert line(dt.date(2027, 5, 1), activity=8) is first
    assert line(dt.date(2027, 5, 1), BudgetCategory.VENUE) is None


def test_a_debt_stays_in_sight_when_a_line_is_empty_or_missing():
    line = BudgetLine(pk=1, category="fees", planned_pence=50_00)
    spent = Amounts(committed=80_00, claimed=80_00, approved=80_00, paid=30_00)
    pieces = [Piece(category, START, spent) for category in (BudgetCategory.FEES, BudgetCategory.SUPPORT)]
    found = rules.sheet(View.LINE, Plan(PROJECT, [line], [], []), pieces)
    assert [(row.has_line, row.left, row.unpaid, row.is_empty) for row in found.rows] == [
        (True, -30_00, 50_00, True),
        (False, -80_00, 50_00, True),
    ]


@pytest.mark.parametrize(
    ("committed", "low"), [(79_99, False), (80_00, True), (99_99, True), (100_00, False)]
)
def test_a_line_that_runs_low_is_told_before_it_is_empty(committed, low):
    row = rules.Row("Fees", 100_00, Amounts(committed=committed))
    assert (row.runs_low, row.is_empty) == (low, committed >= 100_00)


def test_staff_time_counts_month_by_month_where_a_line_pays_for_it():
    row = StaffAllocation(project=PROJECT, hours_a_month=10, months=3, pence_an_hour=20_00, leads=True)
    free = Plan(PROJECT, [], [], [], [row])
    assert rules.planned_pieces(free, lambda *_asked: None) == []
    line = BudgetLine(pk=1, category=BudgetCategory.STAFF_TIME, planned_pence=1)
    found = rules.planned_pieces(Plan(PROJECT, [line], [], [], [row]), lambda *_asked: None)
    assert [(piece.on, piece.amounts.planned) for piece in found] == [
        (START, 200_00),
        (dt.date(2026, 10, 1), 200_00),
        (dt.date(2026, 11, 1), 200_00),
    ]
    lead = BudgetLine(pk=2, category=BudgetCategory.LEAD, planned_pence=1)
    found = rules.planned_pieces(Plan(PROJECT, [line, lead], [], [], [row]), lambda *_asked: None)
    assert {piece.category for piece in found} == {BudgetCategory.LEAD}


def test_a_funder_refuses_or_warns_of_what_it_does_not_pay_for():
    given_by = Funder(
        name="Charity",
        starts_on=dt.date(2027, 1, 1),
        ends_on=dt.date(2027, 12, 31),
        pays_for="fees expenses",
        outside=Outside.REFUSE,
    )
    late = dt.date(2028, 1, 1)
    assert refused(given_by, "fees", None, dt.date(2027, 12, 31)) == []
    assert refused(given_by, "venue", None, late) == [
        ("category", "Charity does not pay for this: rooms and food."),
        ("last_on", "Charity pays from 1 January 2027 to 31 December 2027."),
    ]
    given_by.outside = Outside.WARN
    assert refused(given_by, "venue", None, late) == []
    line = BudgetLine(category="venue", planned_pence=1, funder=given_by)
    assert warnings([line]) == ["Charity does not pay for this: rooms and food."]
