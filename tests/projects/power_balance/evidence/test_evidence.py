"""The evidence is counted from real rows, with the same number of queries however many there are."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from coproduce.foundation import clock
from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.promises import kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side
from coproduce.foundation.promises.models import Promise
from projects.meetings.models import WhyNot
from projects.power_balance import queries
from projects.power_balance.evidence.queries.lines import evidence
from projects.power_balance.evidence.queries.rows import rows_of
from projects.power_balance.evidence.rules.promises import days_late
from tests import builders
from tests.projects.power_balance import happened

pytestmark = pytest.mark.django_db
OURS = kinds.register(
    PromiseKind("tests.power.ours", Side.ORGANISATION, "{label}", "{label}", reminder_expires=THREE_DAYS)
)
DAY = dt.timedelta(days=1)


def promised(project, manager, *, due: int, kept: int | None = None) -> Promise:
    """A promise due `due` days from now and kept `kept` days from now."""
    now = clock.now()
    with transaction.atomic():
        row = promise.make(
            OURS,
            subject=builders.person(),
            due_at=now + due * DAY,
            owner=manager.person,
            by=manager,
            organisation_id=project.organisation_id,
            project_id=project.pk,
        )
    if kept is not None:
        Promise.objects.filter(pk=row.pk).update(kept_at=now + kept * DAY)
    return row


def about(project) -> dict[str, tuple[str, bool]]:
    return {str(line.about): (line.counted, line.look) for line in evidence(project)}


def test_a_new_project_says_what_is_not_there_yet(project, member):
    assert about(project) == {
        "Promises we made to public members": ("None has been due yet.", False),
        "Promises public members made to us": ("None has been due yet.", False),
        "Public members in the team": ("1 of 2 people.", True),
        "Named contact outside meetings": ("Mo Manager.", False),
        "Public members without a role that offers a fee": ("1 of 1.", True),
        "Meetings": ("Nobody has been invited to a meeting yet.", False),
        "Decisions": ("None has been recorded yet.", True),
    }


def test_promises_kept_late_and_overdue_are_counted_with_the_median(project, manager):
    promised(project, manager, due=-10, kept=-11)
    promised(project, manager, due=-10, kept=-9)
    promised(project, manager, due=-10, kept=-5)
    promised(project, manager, due=-30)
    promised(project, manager, due=5)
    line = about(project)["Promises we made to public members"]
    assert line == ("1 kept in time, 3 late. Half were late by 5 days or more.", True)


def test_a_few_hours_late_is_not_called_0_days(project, manager):
    row = promised(project, manager, due=-10, kept=-10)
    Promise.objects.filter(pk=row.pk).update(kept_at=row.due_at + dt.timedelta(seconds=1))
    words, _look = about(project)["Promises we made to public members"]
    assert words == "0 kept in time, 1 late. Half were less than a day late."


def test_a_moved_date_is_said(project, manager):
    row = promised(project, manager, due=-10, kept=-11)
    Promise.objects.filter(pk=row.pk).update(first_due_at=row.due_at - 5 * DAY)
    line = about(project)["Promises we made to public members"]
    assert line == ("1 kept in time, 0 late. 1 had its date moved.", False)


def let_go(project, manager, *, due: int, on: int) -> Promise:
    row = promised(project, manager, due=due)
    with transaction.atomic():
        promise.release_one(row, by=manager, why="It is not needed any more.")
    Promise.objects.filter(pk=row.pk).update(released_at=clock.now() + on * DAY)
    return row


def test_a_promise_that_was_late_when_it_was_let_go_stays_late(project, manager):
    late = let_go(project, manager, due=-10, on=-7)
    line = about(project)["Promises we made to public members"]
    assert line == ("0 kept in time, 1 late. Half were late by 3 days or more.", True)
    assert list(rows_of(project, "late-ours")) == [late]


def test_what_was_let_go_before_its_day_is_told_and_is_not_late(project, manager):
    let_go(project, manager, due=5, on=-1)
    let_go(project, manager, due=-1, on=-3)  # its day has passed since
    line = about(project)["Promises we made to public members"]
    assert line == ("None has been due yet. 2 were let go before their day.", False)
    promised(project, manager, due=-10, kept=-11)
    line = about(project)["Promises we made to public members"]
    assert line == ("1 kept in time, 0 late. 2 were let go before their day.", False)
    assert not rows_of(project, "late-ours").exists()


def test_while_a_promise_waits_its_day_is_not_held_against_anybody(project, manager):
    row = promised(project, manager, due=-2)
    Promise.objects.filter(pk=row.pk).update(
        waits_for="payments.no_details", waiting_since=clock.now(), remind_at=None
    )
    assert about(project)["Promises we made to public members"] == ("None has been due yet.", False)


def test_meetings_that_left_somebody_out_short_notice_and_late_papers(project):
    now = clock.now()
    told = {"left_out_staff": 0, "status": "held", "starts_at": now - 20 * DAY, "ends_at": now - 19 * DAY}
    builders.meeting(
        project, **told, left_out_public=0, invited_at=now - 40 * DAY, papers_sent_at=now - 28 * DAY
    )
    builders.meeting(
        project, **told, left_out_public=2, invited_at=now - 25 * DAY, papers_sent_at=now - 21 * DAY
    )
    builders.meeting(project)  # being planned: nobody was told of it
    shown = about(project)
    assert [shown[name] for name in shown if "left out" in name or "notice" in name or "papers" in name] == [
        ("1 of 2.", True),
        ("1 of 2.", True),
        ("1 of 2.", True),
    ]


def test_decisions_are_counted(project, manager):
    builders.decision(project, manager)
    builders.decision(project, manager, followed="no", reason="Too dear.")
    builders.decision(project, manager, followed="not_asked", public_view="", reason="In a hurry.")
    shown = about(project)
    assert shown["Decisions made without public members"] == ("1 of 3.", True)
    assert shown["Decisions that were different from what public members wanted"] == (
        "1 of 3, each with a reason.",
        False,
    )


def a_bit_of_everything(project, manager) -> None:
    promised(project, manager, due=-3)
    builders.decision(project, manager)
    builders.power_action(project)
    happened.promised(project, "claims.pay", made=20, due=10, kept=9)
    happened.promised(project, "meetings.word", made=20, due=10, kept=12)
    meeting = happened.with_attendance(happened.held(project), public=2)
    stayed_away = happened.asked(meeting, builders.person(), "public", came=False, said="no")
    WhyNot.objects.create(invitation=stayed_away, reason="tired")
    happened.papers_for(meeting, stayed_away.person, before=9)
    happened.noted(meeting)
    happened.talk_before(meeting)


def test_as_many_queries_for_thirty_as_for_a_few(project, manager):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            evidence(project)
        return len(seen)

    for _n in range(3):
        a_bit_of_everything(project, manager)
    few = queries()
    for _n in range(27):
        a_bit_of_everything(project, manager)
    assert (few, queries()) == (21, 21)


@pytest.mark.parametrize(
    ("due", "done", "days"),
    [
        ((2027, 5, 14, 23, 59), (2027, 5, 14, 23, 59), 0),
        ((2027, 5, 14, 23, 59), (2027, 5, 15, 0, 1), 1),
        ((2027, 5, 14, 9, 0), (2027, 5, 14, 18, 0), 0),
        ((2027, 3, 27, 23, 59), (2027, 3, 29, 0, 30), 2),  # the clocks went forward between
    ],
)
def test_days_late_are_uk_days(due, done, days):
    assert days_late(dt.datetime(*due, tzinfo=clock.UK), dt.datetime(*done, tzinfo=clock.UK)) == days


@pytest.mark.parametrize(
    ("statuses", "missing"),
    [
        ([], ["Look at the evidence together. Write down where power is unequal."]),
        (["open", "open"], ["Finish 2 open actions."]),
        (["done"], ["Ask a public contributor whether 1 action is really done."]),
        (["confirmed", "set_aside"], []),
    ],
)
def test_the_step_is_missing_what_is_not_confirmed(project, member, statuses, missing):
    confirmed = {"confirmed_by": member.person, "confirmed_at": clock.now()}
    for status in statuses:
        extra = (
            confirmed if status == "confirmed" else {"set_aside_why": "No."} if status == "set_aside" else {}
        )
        builders.power_action(project, status=status, **extra)
    invited = {"status": "invited", "invited_at": clock.now(), "left_out_public": 0, "left_out_staff": 0}
    builders.meeting(project, **invited)
    state = queries.state(project)
    assert (state.missing, state.done, state.started) == (missing, not missing, True)
