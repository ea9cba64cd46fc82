"""Who may not see claims learns from no view what one or two people need, and every sum is the same."""

import datetime as dt
import io
from dataclasses import replace

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from expenses.claims.commitments.rules import BUDGET_OF
from projects.resources.costing import rules
from projects.resources.costing.rules import FEW, TELLING, Amounts, Piece, View
from projects.resources.costing.views import forecast_words, words_of
from projects.resources.models import BudgetLine, Funder
from projects.resources.states import BudgetCategory
from projects.resources.what_if import actions as copies
from tests import builders
from tests.projects.resources.costing.test_rules import PROJECT, days, pence, plans

FEES, EXPENSES = BudgetCategory.FEES, BudgetCategory.EXPENSES
SUPPORT, FORMATS = TELLING
ON = dt.date(2027, 2, 4)
quiet = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def claims(draw, kinds=(FEES, EXPENSES, SUPPORT, FORMATS), people=5):
    claimed = draw(pence) + 1
    approved = draw(st.integers(0, claimed))
    amounts = Amounts(committed=claimed, claimed=claimed, approved=approved)
    person = draw(st.integers(1, people))
    return Piece(draw(st.sampled_from(kinds)), draw(days), amounts, person_id=person)


def told(view, plan, money):
    """Return what the page of a view shows of every row, and of the total."""
    found = rules.sheet_for_others(view, plan, rules.planned_pieces(plan, lambda *_asked: None), money)
    rows = [
        (
            row.label,
            row.budget,
            row.amounts.planned,
            row.hidden,
            None if row.hidden else (row.amounts, row.left),
        )
        for row in found.rows
    ]
    return rows, found.total.amounts


@quiet
@given(plans(), st.lists(claims(), max_size=10))
def test_no_view_tells_whether_one_or_two_people_claimed_for_a_carer_or_for_the_train(plan, money):
    """The same claims are shown the same, whether what one or two people claimed was for a need or not."""
    few = [kind for kind in TELLING if len({one.person_id for one in money if one.category == kind}) < FEW]
    other = [replace(one, category=EXPENSES) if one.category in few else one for one in money]
    for view in View:
        assert told(view, plan, money) == told(view, plan, other)


@quiet
@given(plans(), st.lists(claims(), max_size=10))
def test_sums_are_those_that_who_sees_claims_is_shown(plan, money):
    planned = rules.planned_pieces(plan, lambda *_asked: None)
    for view in View:
        whole = rules.sheet(view, plan, [*planned, *money])
        found = rules.sheet_for_others(view, plan, planned, money)
        assert (found.total.budget, found.total.amounts) == (whole.total.budget, whole.total.amounts)
        assert sum(row.budget for row in found.rows) == whole.total.budget
        assert sum((row.amounts for row in found.rows), Amounts()) == whole.total.amounts
        assert sum(row.left for row in found.rows if not row.hidden) == whole.total.left


@quiet
@given(plans(), st.lists(claims(), max_size=10))
def test_every_amount_that_is_shown_is_of_three_people_or_of_all_there_are(plan, money):
    everybody = {one.person_id for one in money}
    planned = rules.planned_pieces(plan, lambda *_asked: None)
    for view in View:
        found = rules.sheet_for_others(view, plan, planned, money)
        shown = [row for row in found.rows if not row.hidden and row.joined is None and row.amounts.claimed]
        assert all(len(row.people) >= min(FEW, len(everybody)) for row in shown)


def test_carers_of_three_people_are_a_line_of_their_own():
    plan = rules.Plan(PROJECT, [], [], [])
    money = [
        Piece(kind, ON, Amounts(claimed=10, committed=10), person_id=person)
        for kind in (FEES, EXPENSES, SUPPORT, FORMATS)
        for person in (1, 2, 3)
    ]
    assert rules.joined_kinds(money) == frozenset()
    assert not rules.sheet_for_others(View.LINE, plan, [], money).is_joined
    assert rules.joined_kinds(money[:-1]) == {EXPENSES, FORMATS}
    assert rules.joined_kinds([]) == {EXPENSES, SUPPORT, FORMATS}  # none must look like one


def test_every_kind_of_claim_is_a_fee_an_expense_or_a_kind_that_tells_a_need():
    assert set(BUDGET_OF.values()) <= {FEES, *TELLING}


def test_a_pace_that_is_of_two_people_is_not_told(time_machine):
    time_machine.move_to(dt.datetime(2026, 12, 15, 12, tzinfo=dt.UTC))
    lately = [
        Piece(FEES, dt.date(2026, 10, 3), Amounts(approved=60_00), person_id=person) for person in (1, 2, 3)
    ]
    today = dt.date(2026, 12, 15)
    of_two, of_three = (rules.forecast(500_00, lately[:number], today) for number in (2, 3))
    assert (of_two.people, of_three.people) == (2, 3)
    assert "£" not in forecast_words(of_two, sees_claims=False)
    assert "the money ends in" in forecast_words(of_two, sees_claims=False)
    assert "£20.00 a month" in forecast_words(of_two, sees_claims=True)
    assert "£30.00 a month" in forecast_words(of_three, sees_claims=False)


@pytest.mark.parametrize("people", [1, 2])
def test_a_debt_is_told_from_the_joined_line(people):
    money = [
        Piece(SUPPORT, ON, Amounts(committed=50_00, claimed=50_00, approved=50_00), person_id=person)
        for person in range(1, people + 1)
    ]
    plan = rules.Plan(PROJECT, [], [], [])
    sentences = " ".join(words_of(rules.sheet_for_others(View.LINE, plan, [], money)))
    assert "It is owed and will be paid." in sentences
    assert "arers" not in sentences


def test_a_later_year_of_a_funder_tells_no_more_than_its_first():
    funder = Funder(pk=1, name="Charity", starts_on=PROJECT.starts_on, ends_on=PROJECT.ends_on)
    lines = [
        BudgetLine(pk=number, category=kind, planned_pence=500_00, funder=funder)
        for number, kind in enumerate((FEES, EXPENSES), 1)
    ]
    plan, later = rules.Plan(PROJECT, lines, [], []), dt.date(2028, 6, 1)
    fees = [Piece(FEES, later, Amounts(claimed=75_00), person_id=person) for person in (1, 2, 3)]
    carer, train = (Piece(kind, later, Amounts(claimed=40_00), person_id=1) for kind in (SUPPORT, EXPENSES))
    assert told(View.FUNDER_YEAR, plan, [*fees, carer]) == told(View.FUNDER_YEAR, plan, [*fees, train])


PAGES = [
    *(("costing", f"?by={view}") for view in View),
    *((page, "") for page in ("overview", "timeline", "what_ifs", "access")),
]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["ppi_manager", "project_staff", "reporting", "read_only"])
def test_what_one_person_paid_a_carer_is_on_no_page_of_who_may_not_see_claims(client, role):
    trust = builders.organisation()
    user = builders.staff_user(role, trust)
    project = builders.project(trust, lead=user.person)
    builders.budget_line(project, category="support")
    for category, each in (("childcare", 33_33), ("public_transport", 12_00), ("public_transport", 9_00)):
        made = builders.sent_claim(builders.person(organisation=trust), trust, each, project=project)
        made.lines.update(category=category)
    copies.copy(project, "Two more", by=builders.staff_user("ppi_manager", trust))
    builders.sign_in(client, user)
    shown = {
        (page, by)
        for page, by in PAGES
        if "£33.33" in client.get(reverse(f"resources:{page}", args=[project.ref]) + by).content.decode()
    }
    expected = {("costing", "?by=line")} if role == "ppi_manager" else set()
    assert shown == expected
    sheet = load_workbook(
        io.BytesIO(client.get(reverse("resources:spreadsheet", args=[project.ref])).content)
    )
    assert not any(cell.value in (33.33, "33.33") for row in sheet.active for cell in row)
    page = client.get(reverse("resources:costing", args=[project.ref])).content.decode()
    assert ("Joined" in page) == (role != "ppi_manager")
    assert "£54.33" in page
    overview = client.get(reverse("resources:overview", args=[project.ref])).content.decode()
    assert ("Claims: fees and expenses apart" in overview) == (role == "ppi_manager")
    assert ("Booked by us" in overview) == (role == "ppi_manager")
