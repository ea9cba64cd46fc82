"""What is planned, committed and spent on a project, and where its resources stand."""

import datetime as dt

import pytest
from pytest_django.asserts import assertNumQueries

from coproduce.foundation.pages.steps import StepState
from projects.resources import queries, rules
from projects.resources.costing.queries import money_of, plan_of
from projects.resources.costing.rules import Amounts, Piece
from projects.resources.models import StaffAllocation
from projects.resources.rules import Spend
from projects.resources.signals import fees_asked, money_asked, spend_asked
from projects.resources.states import BudgetCategory
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return builders.project(builders.organisation())


def costing(project) -> rules.Costing:
    return queries.costing_of(plan_of(project), money_of(project))


def committed(pence: int):
    """Return what a layer above says that people who said yes will cost."""

    def say(project_ids, **_kwargs):
        piece = Piece(BudgetCategory.FEES, dt.date(2027, 5, 14), Amounts(committed=pence))
        return {pk: [piece] for pk in project_ids}

    return say


@pytest.mark.usefixtures("nobody_above_answers")
def test_planned_leaves_out_what_was_dropped(project):
    builders.budget_line(project, 300_00)
    builders.budget_line(project, 100_00, category="venue")
    builders.planned_activity(project)
    builders.planned_activity(project, people=10)
    builders.planned_activity(project, status="dropped")
    say = committed(600_00)
    money_asked.connect(say)
    found = costing(project)
    assert found == rules.Costing(budget=400_00, planned=840_00, committed=600_00, spent=Spend(0, 0, 0))
    assert (found.over_committed, found.over_planned, found.left) == (200_00, 440_00, 0)


@pytest.mark.usefixtures("nobody_above_answers")
def test_another_project_does_not_count(project):
    other = builders.project(project.organisation)
    builders.budget_line(other)
    builders.planned_activity(other)
    assert costing(project) == rules.Costing(budget=0, planned=0, committed=0, spent=Spend())
    assert not queries.state(project).started


@pytest.mark.usefixtures("nobody_above_answers")
def test_the_layer_above_says_what_was_spent(project):
    def claims(project_ids, **_kwargs):
        return {pk: Spend(claimed=90_00, approved=60_00, paid=30_00) for pk in project_ids}

    def others(**_kwargs):
        return {}

    spend_asked.connect(claims, dispatch_uid="claims")
    spend_asked.connect(claims, dispatch_uid="claims")
    assert costing(project).spent == Spend(90_00, 60_00, 30_00)
    spend_asked.connect(others)
    with pytest.raises(ValueError, match="already"):
        costing(project)


@pytest.mark.usefixtures("nobody_above_answers")
def test_the_layer_above_suggests_fees(project):
    def policy(organisation_id, on, minutes, **_kwargs):
        return [(f"{organisation_id} {on} {minutes}", 25_00)]

    day = dt.date(2027, 5, 14)
    assert queries.usual_fees(project.organisation_id, day, 90) == []
    fees_asked.connect(policy)
    assert queries.usual_fees(7, day, 90) == [("7 2027-05-14 90", 25_00)]


def test_no_resources_yet_says_where_to_begin(project):
    assert queries.state(project) == StepState(
        done=False,
        started=False,
        missing=[
            "Add the first budget line.",
            "Plan the first activity.",
            "Say who on the staff side gives time.",
            "Add the first milestone.",
        ],
        summary="not started",
    )


def test_resources_are_clear_when_all_is_there_and_paid_for(project):
    builders.budget_line(project, 240_00)
    activity = builders.planned_activity(project)
    lead = StaffAllocation.objects.create(
        project=project, does="Lead", hours_a_month=10, months=6, leads=True
    )
    builders.milestone(project)
    asked = ["Name who leads involvement, and say what an hour of theirs costs."]
    assert queries.state(project).missing == asked  # a role that nobody has yet
    lead.person = project.lead
    lead.save()
    assert queries.state(project).missing == asked  # time that nobody costed
    lead.pence_an_hour = 31_50
    lead.save()
    with assertNumQueries(1):
        found = queries.state(project)
    assert found == StepState(done=True, started=True, missing=[], summary="£240.00 planned of £240.00")
    activity.people = 5
    activity.save()
    assert queries.state(project).missing == ["The plan costs £60.00 more than the budget holds."]


def test_what_is_dropped_counts_as_nothing_and_other_costs_count(project):
    builders.budget_line(project, 400_00)
    builders.planned_activity(project, status="dropped")
    assert queries.state(project) == StepState(
        done=False,
        started=True,
        missing=[
            "Plan the first activity.",
            "Say who on the staff side gives time.",
            "Add the first milestone.",
        ],
        summary="£0.00 planned of £400.00",
    )
    builders.planned_activity(project, people=2)
    builders.planned_cost(project, number=8, each_pence=5_00)
    assert queries.state(project).summary == "£160.00 planned of £400.00"


def test_staff_and_milestones_of_another_project_do_not_count(project):
    other = builders.project(project.organisation)
    StaffAllocation.objects.create(project=other, does="Facilitator", hours_a_month=10, months=6)
    builders.milestone(other)
    assert not queries.state(project).started
    builders.milestone(project)
    assert queries.state(project).started
