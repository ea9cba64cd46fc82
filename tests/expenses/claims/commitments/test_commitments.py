"""What accepted roles and fixed meetings commit: at the rate of the day, until it is claimed or over."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coproduce.foundation import clock
from expenses.claims.commitments.queries import commitments, spend_pieces
from expenses.payees.recognition.models import RecognitionChoice
from expenses.policies.models import Rate
from expenses.policies.states import Unit
from projects.meetings.models import Attendance
from projects.meetings.planning.models import Meeting
from projects.resources.costing import queries as costing
from projects.resources.costing.rules import View
from projects.resources.states import BudgetCategory
from tests import builders

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 6, 1, 10, tzinfo=clock.UK)
FEES, EXPENSES = BudgetCategory.FEES, BudgetCategory.EXPENSES


class Work:
    """A project with a role that pays, whose organisation pays £12 an hour, and £15 from 2027."""

    def __init__(self, *, priced: bool = True) -> None:
        self.trust = builders.organisation()
        self.manager = builders.staff_user("ppi_manager", self.trust)
        if priced:
            self.price()
        self.project = builders.project(
            self.trust, lead=self.manager.person, starts_on=dt.date(2026, 4, 1), ends_on=dt.date(2028, 3, 31)
        )
        self.role = builders.role(self.project, offered_by=self.manager)

    def price(self) -> None:
        """Approve both policies."""
        builders.policy(self.trust)
        raised = builders.policy(self.trust, approved=False, effective_from=dt.date(2027, 1, 1), version=2)
        raised.rates.filter(unit=Unit.HOUR).update(amount_pence=15_00)
        raised.status, raised.approved_by, raised.approved_at = "approved", self.manager, clock.now()
        raised.save()

    def accept(self, role=None, **fields):
        person = builders.person(organisation=self.trust)
        builders.team_member(self.project, person)
        given = {"status": "agreed", "answered_at": clock.now(), **fields}
        builders.assignment(role or self.role, person, **given)
        return person

    def meet(self, day, *people, **fields):
        starts_at = dt.datetime.combine(day, dt.time(10), tzinfo=clock.UK)
        return builders.meeting(
            self.project, *people, starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=2), **fields
        )

    def committed(self):
        found = commitments([self.project.pk])[self.project.pk]
        return sorted((str(one.category), one.on, one.amounts.committed) for one in found)


@pytest.fixture
def work(time_machine):
    time_machine.move_to(NOW)
    return Work()


def test_it_is_accepted_roles_times_meetings_at_the_rate_of_the_day(work):
    people = [work.accept(), work.accept()]
    work.meet(dt.date(2026, 12, 31), *people)
    work.meet(dt.date(2027, 1, 1), *people)
    assert work.committed() == [("fees", dt.date(2026, 12, 31), 48_00), ("fees", dt.date(2027, 1, 1), 60_00)]


def test_an_invitation_to_a_role_or_a_role_without_a_fee_commits_nothing(work):
    invited = work.accept(status="invited", answered_at=None)
    unpaid = builders.role(work.project, offered_by=work.manager, payment="expenses_only", pay_rates=[])
    work.meet(dt.date(2026, 7, 1), invited, work.accept(unpaid))
    assert work.committed() == []


def test_only_who_may_still_come_costs(work):
    coming, refused = work.accept(), work.accept()
    meeting = work.meet(dt.date(2026, 7, 1), coming, refused)
    meeting.invitations.filter(person=refused).update(response="no", responded_at=clock.now())
    assert work.committed() == [("fees", dt.date(2026, 7, 1), 24_00)]
    Meeting.objects.update(status="cancelled")
    assert work.committed() == []


@pytest.mark.parametrize(("ends_on", "pence"), [(dt.date(2026, 7, 1), 24_00), (dt.date(2026, 6, 30), None)])
@pytest.mark.parametrize("status", ["agreed", "ended"])
def test_a_role_costs_to_its_last_day(work, ends_on, pence, status):
    person = work.accept(status=status, starts_on=dt.date(2026, 4, 1), ends_on=ends_on)
    work.meet(dt.date(2026, 7, 1), person)
    assert work.committed() == ([("fees", dt.date(2026, 7, 1), pence)] if pence else [])


def test_the_rate_of_their_own_role_comes_before_the_one_for_everybody(work):
    draft = builders.policy(work.trust, approved=False, effective_from=dt.date(2026, 5, 1), version=3)
    Rate.objects.create(
        policy=draft,
        label="Chair",
        role_tier=work.role.title,
        unit=Unit.MEETING,
        amount_pence=90_00,
        source="x",
    )
    draft.status, draft.approved_by, draft.approved_at = "approved", work.manager, clock.now()
    draft.save()
    work.meet(dt.date(2026, 7, 1), work.accept())
    assert work.committed() == [("fees", dt.date(2026, 7, 1), 90_00)]


def test_without_a_policy_the_fee_of_the_role_counts(work):
    work.meet(dt.date(2019, 7, 1), work.accept())
    assert work.committed() == []  # the time to claim is long over
    other = Work(priced=False)
    other.meet(dt.date(2026, 7, 1), other.accept())
    assert other.committed() == [("fees", dt.date(2026, 7, 1), 25_00)]


def test_a_meeting_of_an_activity_costs_its_time_with_preparation_and_its_expenses(work):
    activity = builders.planned_activity(
        work.project, on=dt.date(2026, 7, 1), people=2, sessions=2, minutes_each=180, expenses_pence=7_50
    )
    people = [work.accept(), work.accept()]
    assert work.committed() == [
        ("expenses", dt.date(2026, 7, 1), 2 * 2 * 7_50),
        ("fees", dt.date(2026, 7, 1), 2 * 2 * 36_00),
    ]
    work.meet(dt.date(2026, 7, 20), *people, activity=activity)
    assert work.committed() == [  # one session is a meeting now, and nothing counts twice
        ("expenses", dt.date(2026, 7, 1), 2 * 7_50),
        ("expenses", dt.date(2026, 7, 20), 2 * 7_50),
        ("fees", dt.date(2026, 7, 1), 2 * 36_00),
        ("fees", dt.date(2026, 7, 20), 2 * 36_00),
    ]


def test_an_activity_without_a_day_or_dropped_binds_nobody(work):
    work.accept()
    builders.planned_activity(work.project, on=dt.date(2026, 7, 1), month_only=True)
    builders.planned_activity(work.project, on=dt.date(2026, 7, 1), status="dropped")
    builders.planned_activity(work.project, on=dt.date(2026, 5, 31), sessions=1)
    assert work.committed() == []


def test_an_activity_costs_for_no_more_people_than_said_yes_or_have_a_place(work):
    activity = builders.planned_activity(
        work.project, on=dt.date(2026, 7, 1), people=2, sessions=1, minutes_each=60, expenses_pence=0
    )
    for pence in (12_00, 24_00, 24_00):
        work.accept()
        assert work.committed() == [("fees", dt.date(2026, 7, 1), pence)]
    assert activity.people == 2


def test_a_claim_or_an_absence_takes_the_place_of_the_commitment(work, time_machine):
    claims, absent, waits = work.accept(), work.accept(), work.accept()
    meeting = work.meet(dt.date(2026, 7, 1), claims, absent, waits)
    time_machine.move_to(NOW + dt.timedelta(days=40))
    claim = builders.claim(claims, work.trust, project=work.project, meeting=meeting)
    assert work.committed() == [("fees", dt.date(2026, 7, 1), 72_00)]  # a draft is no claim
    claim.delete()
    builders.sent_claim(claims, work.trust, 30_00, project=work.project, meeting=meeting)
    Attendance.objects.create(meeting=meeting, person=absent, came=False, confirmed_by=work.manager)
    assert work.committed() == [("fees", dt.date(2026, 7, 1), 24_00)]
    [piece] = spend_pieces([work.project.pk])[work.project.pk]
    assert (piece.amounts.committed, piece.amounts.claimed, piece.amounts.approved) == (30_00, 30_00, 0)


@pytest.mark.parametrize(("days", "found"), [(90, 24_00), (91, 0)])
def test_a_meeting_costs_until_the_time_to_claim_is_over(work, time_machine, days, found):
    work.meet(dt.date(2026, 7, 1), work.accept())
    time_machine.move_to(dt.datetime(2026, 7, 1, 12, tzinfo=clock.UK) + dt.timedelta(days=days))
    assert sum(pence for _category, _on, pence in work.committed()) == found


def test_other_projects_and_organisations_cost_nothing_here(work):
    other = builders.project(builders.organisation())
    person = work.accept()
    builders.meeting(other, person)
    builders.sent_claim(person, other.organisation, 9_99, project=other)
    assert work.committed() == []
    assert spend_pieces([work.project.pk]) == {}


def test_what_a_person_chose_about_payment_does_not_show(work):
    person = work.accept()
    work.meet(dt.date(2026, 7, 1), person)
    before = work.committed()
    RecognitionChoice.objects.create(person=person, choice="decline")
    assert work.committed() == before


def test_a_rate_of_the_policy_prices_the_plan_by_its_day_and_an_uplift_only_what_is_to_come(work):
    builders.planned_activity(
        work.project, on=dt.date(2026, 12, 31), people=1, sessions=1, fee_rate="Meeting", expenses_pence=0
    )
    builders.planned_activity(
        work.project, on=dt.date(2027, 1, 1), people=1, sessions=1, fee_rate="Meeting", expenses_pence=0
    )
    plan = costing.plan_of(work.project)
    found = costing.sheet_of(plan, View.LINE, [])
    assert found.total.amounts.planned == 24_00 + 30_00
    assert [one.amounts.planned for one in costing.pieces_of(plan, [])] == [24_00, 30_00]


def test_thirty_meetings_are_asked_for_as_often_as_three(work):
    def asked():
        with CaptureQueriesContext(connection) as found:
            commitments([work.project.pk])
            spend_pieces([work.project.pk])
        return len(found)

    def more(number):
        for n in range(number):
            person = work.accept()
            activity = builders.planned_activity(work.project, on=dt.date(2026, 8, 1))
            work.meet(dt.date(2026, 7, 1) + dt.timedelta(days=n), person, activity=activity)
            builders.sent_claim(person, work.trust, 5_00, project=work.project)

    more(3)
    few = asked()
    more(27)
    assert asked() == few
