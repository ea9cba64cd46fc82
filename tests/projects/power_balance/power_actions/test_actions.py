"""An imbalance is found, promised, done, and confirmed by a public member: never by staff."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from coproduce.foundation import clock
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.kinds import Side
from coproduce.foundation.promises.models import Promise, PromiseDate
from coproduce.foundation.transitions import TransitionRefused
from projects.power_balance.power_actions import actions
from projects.power_balance.power_actions.models import PowerAction
from projects.power_balance.power_actions.states import ActionState
from tests import builders

pytestmark = pytest.mark.django_db
IN_A_MONTH = dt.timedelta(days=30)


def noted(project, manager, due_on=None) -> PowerAction:
    due_on = due_on or clock.today() + IN_A_MONTH
    given = {
        "found": "Papers come late.",
        "plan": "Send them earlier.",
        "owner": manager.person,
        "due_on": due_on,
    }
    return actions.note(project, **given, by=manager)


def standing(action) -> str:
    return PowerAction.objects.get(pk=action.pk).status


def open_promises() -> list[tuple]:
    rows = Promise.objects.open().order_by("id")
    return [(row.kind, row.side, row.person, row.owner.name, row.due_at) for row in rows]


def test_what_is_noted_is_promised_to_all_public_members(project, manager):
    action = noted(project, manager)
    due = clock.end_of_day(clock.today() + IN_A_MONTH)
    assert open_promises() == [("power_balance.act", Side.ORGANISATION, None, "Mo Manager", due)]
    assert [entry.verb for entry in entries_about(action)] == ["imbalance noted"]


def test_done_keeps_the_promise_and_only_a_public_member_confirms(project, manager, member):
    action = actions.do(noted(project, manager), by=manager)
    assert (standing(action), open_promises()) == (ActionState.DONE, [])
    with pytest.raises(TransitionRefused):
        actions.confirm(action, person=manager.person, by=manager)
    actions.confirm(action, person=member.person, by=member)
    action.refresh_from_db()
    assert (action.status, action.confirmed_by) == (ActionState.CONFIRMED, member.person)


@pytest.mark.parametrize("who", ["stranger", "somebody who left"])
def test_who_is_not_on_the_project_cannot_confirm(project, manager, who):
    action = actions.do(noted(project, manager), by=manager)
    user = builders.contributor_user(project.organisation)
    if who == "somebody who left":
        builders.team_member(project, user.person, left_on=clock.today())
    with pytest.raises(TransitionRefused):
        actions.confirm(action, person=user.person, by=user)
    assert standing(action) == ActionState.DONE


def test_not_yet_opens_it_again_and_promises_it_anew(project, manager, member):
    action = actions.do(noted(project, manager, due_on=clock.today()), by=manager)
    actions.not_yet(action, words="They came on the day again.", person=member.person, by=member)
    due = clock.end_of_day(clock.today() + dt.timedelta(days=14))
    assert open_promises() == [("power_balance.act", Side.ORGANISATION, None, "Mo Manager", due)]
    assert standing(action) == ActionState.OPEN
    assert entries_about(action).first().why == "They came on the day again."
    assert list(Notification.objects.values_list("kind", "recipient")) == [
        ("power_balance/not_yet", manager.person.pk)
    ]


def test_not_yet_can_be_said_twice(project, manager, member):
    action = noted(project, manager)
    for _time in range(2):
        actions.do(action, by=manager)
        actions.not_yet(action, words="Still late.", person=member.person, by=member)
    assert Notification.objects.filter(kind="power_balance/not_yet").count() == 2


def test_what_a_public_member_raises_is_answered_within_14_days(project, manager, member):
    action = actions.raise_imbalance(project, found="We get no minutes.", person=member.person, by=member)
    due = clock.end_of_day(clock.today() + dt.timedelta(days=14))
    assert open_promises() == [("power_balance.answer", Side.ORGANISATION, member.person, "Mo Manager", due)]
    plan = {"plan": "Send the minutes.", "owner": manager.person, "due_on": clock.today() + IN_A_MONTH}
    actions.answer(action, **plan, by=manager)
    assert [kind for kind, *_rest in open_promises()] == ["power_balance.act"]
    assert set(Notification.objects.values_list("kind", "recipient")) == {
        ("power_balance/raised", manager.person.pk),
        ("power_balance/answered", member.person.pk),
    }


def test_nothing_will_change_is_an_answer_with_a_reason(project, manager, member):
    action = actions.raise_imbalance(project, found="Pay us more.", person=member.person, by=member)
    actions.set_aside(action, why="The rates are national.", by=manager)
    action.refresh_from_db()
    assert (action.status, action.set_aside_why, open_promises()) == (
        ActionState.SET_ASIDE,
        "The rates are national.",
        [],
    )
    assert Promise.objects.get().kept_at is not None


def test_an_open_action_set_aside_releases_its_promise_with_the_reason(project, manager):
    action = noted(project, manager)
    actions.set_aside(action, why="The room is gone.", by=manager)
    assert list(Promise.objects.values_list("kept_at", "released_why")) == [(None, "The room is gone.")]


def test_another_date_moves_the_promise_and_keeps_the_old_one_visible(project, manager):
    action = noted(project, manager)
    later = clock.today() + dt.timedelta(days=60)
    actions.change_plan(action, plan=action.plan, owner=manager.person, due_on=later, by=manager, why="Ill")
    assert [due for *_rest, due in open_promises()] == [clock.end_of_day(later)]
    assert list(PromiseDate.objects.values_list("was_due_at", "why")) == [
        (clock.end_of_day(clock.today() + IN_A_MONTH), "Ill")
    ]


def test_another_owner_is_reminded_instead(project, manager):
    action = noted(project, manager)
    other = builders.staff_user("project_staff", project.organisation, name="Sam Staff").person
    actions.change_plan(action, plan=action.plan, owner=other, due_on=action.due_on, by=manager)
    assert [owner for *_rest, owner, _due in open_promises()] == ["Sam Staff"]


def test_an_owner_from_elsewhere_is_refused(project, manager, member):
    given = {"found": "x", "plan": "y", "due_on": clock.today()}
    with pytest.raises(TransitionRefused):
        actions.note(project, **given, owner=member.person, by=manager)
    assert PowerAction.objects.count() == 0


def test_a_closed_project_changes_nothing(project, manager, member):
    action = actions.do(noted(project, manager), by=manager)
    type(project).objects.filter(pk=project.pk).update(status="closed")
    attempts = [
        lambda: actions.confirm(action, person=member.person, by=member),
        lambda: actions.not_yet(action, words="No.", person=member.person, by=member),
        lambda: actions.raise_imbalance(project, found="x", person=member.person, by=member),
        lambda: noted(project, manager),
    ]
    for attempt in attempts:
        with pytest.raises(TransitionRefused):
            attempt()
    assert (PowerAction.objects.count(), standing(action)) == (1, ActionState.DONE)


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "done", "plan": ""},
        {"status": "open", "owner": None},
        {"status": "open", "due_on": None},
        {"status": "raised"},
        {"status": "confirmed"},
        {"status": "set_aside"},
        {"status": "forgotten"},
        {"found": ""},
    ],
)
def test_the_database_refuses_half_an_action(project, fields):
    builders.power_action(project)
    with pytest.raises(IntegrityError), transaction.atomic():
        builders.power_action(project, **fields)
