"""From a line of the evidence to an action, and what public members see of the evidence."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.foundation import clock
from projects.power_balance.power_actions.models import PowerAction
from projects.power_balance.power_actions.promises import ANSWER_WITHIN
from tests import builders
from tests.projects.power_balance import happened
from tests.projects.power_balance.test_pages import plan

pytestmark = pytest.mark.django_db


def page(client, user, name: str, project, **asked) -> str:
    builders.sign_in(client, user)
    return client.get(reverse(name, args=[project.ref]), asked).content.decode()


def test_a_line_to_look_at_leads_to_a_form_that_is_filled_in(client, project, manager):
    happened.held(project, notice=3)
    address = reverse("power_balance:note", args=[project.ref]) + "?about=short-notice"
    assert f'href="{address}"' in page(client, manager, "power_balance:overview", project)
    form = client.get(address).context["form"]
    assert form.initial == {
        "found": "Meetings with too little notice: 1 of 1.",
        "owner": manager.person,
        "due_on": clock.today() + ANSWER_WITHIN,
    }
    client.post(address, plan(manager))
    action = PowerAction.objects.get()
    assert (action.indicator, action.found) == ("short-notice", "Papers come late.")
    staff = page(client, manager, "power_balance:overview", project)
    assert ("?about=short-notice" in staff, "What we do about this" in staff) == (False, True)


@pytest.mark.parametrize("key", ["", "made-up", "<b>", "left-out"])
def test_a_made_up_line_fills_in_nothing(client, project, manager, key):
    builders.sign_in(client, manager)
    address = reverse("power_balance:note", args=[project.ref]) + f"?about={key}"
    assert client.get(address).context["form"].initial == {}
    client.post(address, plan(manager))
    assert PowerAction.objects.get().indicator == ""


@pytest.mark.parametrize(("status", "again"), [("done", False), ("confirmed", True), ("set_aside", True)])
def test_once_it_is_over_something_else_can_be_done(client, project, manager, member, status, again):
    over = {
        "confirmed": {"confirmed_by": member.person, "confirmed_at": clock.now()},
        "set_aside": {"set_aside_why": "No."},
    }
    happened.held(project, notice=3)
    builders.power_action(project, indicator="short-notice", status=status, **over.get(status, {}))
    assert ("?about=short-notice" in page(client, manager, "power_balance:overview", project)) is again


def test_who_may_only_look_is_not_asked_to_do_something(client, project):
    happened.held(project, notice=3)
    onlooker = builders.staff_user("read_only", project.organisation)
    shown = page(client, onlooker, "power_balance:overview", project)
    assert ("Needs a look" in shown, "Do something about this" in shown) == (True, False)


def test_public_members_read_the_same_records_and_what_is_done(client, project, member):
    happened.held(project, notice=3)
    action = builders.power_action(project, indicator="short-notice")
    overview = page(client, member, "my_power_balance:overview", project)
    assert reverse("my_power_balance:records", args=[project.ref]) in overview
    shown = page(client, member, "my_power_balance:records", project)
    assert "Meetings with too little notice" in shown
    assert reverse("my_power_balance:action", args=[action.ref]) in shown
    assert ("/evidence/" in shown, "?about=" in shown) == (False, False)


@pytest.mark.parametrize(("others", "hidden"), [(1, True), (2, False)])
def test_among_few_public_members_none_is_told_of_another(client, project, member, others, hidden):
    for _n in range(others):
        builders.team_member(project, builders.person())
    meeting = happened.with_attendance(happened.held(project), public=2)
    happened.papers_for(meeting, meeting.invitations.first().person, before=1)
    happened.promised(project, "meetings.answer", made=20, due=6, kept=None)
    shown = page(client, member, "my_power_balance:records", project)
    assert ("too few public members to show this" in shown) is hidden
    assert ("Public members: 2 of 2." in shown, "0 kept in time, 1 late." in shown) == (not hidden,) * 2


def test_strangers_find_no_records(client, project, manager):
    address = reverse("my_power_balance:records", args=[project.ref])
    for user in (manager, builders.contributor_user(project.organisation)):
        builders.sign_in(client, user)
        assert client.get(address).status_code == 404


def test_the_records_cost_the_same_for_one_and_for_thirty(client, project, member):
    builders.sign_in(client, member)
    address = reverse("my_power_balance:records", args=[project.ref])

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    for _n in range(3):
        happened.noted(happened.with_attendance(happened.held(project), public=1))
    queries()
    few = queries()
    for _n in range(27):
        happened.noted(happened.with_attendance(happened.held(project), public=1))
    assert queries() == few
