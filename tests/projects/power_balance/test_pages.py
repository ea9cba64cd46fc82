"""Who sees what, what comes back on an error, and how many queries a page makes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.foundation import clock
from projects.power_balance.decisions.models import Decision
from projects.power_balance.power_actions import actions
from projects.power_balance.power_actions.models import PowerAction
from projects.power_balance.power_actions.states import ActionState
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client, manager):
    return builders.sign_in(client, manager)


@pytest.fixture
def portal(client, member):
    return builders.sign_in(client, member)


def date(name: str, day) -> dict[str, int]:
    return {f"{name}_0": day.day, f"{name}_1": day.month, f"{name}_2": day.year}


def plan(manager, **changed) -> dict:
    given = {"found": "Papers come late.", "plan": "Send them earlier.", "owner": manager.person.pk}
    return given | date("due_on", clock.today()) | changed


def test_staff_note_an_imbalance_and_say_it_is_done(staff, manager, project):
    answer = staff.post(reverse("power_balance:note", args=[project.ref]), plan(manager))
    assert answer.url == reverse("power_balance:overview", args=[project.ref])
    action = PowerAction.objects.get()
    assert "This is done" in staff.get(reverse("power_balance:action", args=[action.ref])).content.decode()
    staff.post(reverse("power_balance:do", args=[action.ref]))
    action.refresh_from_db()
    assert action.status == ActionState.DONE


@pytest.mark.parametrize("wrong", [{"plan": ""}, {"owner": ""}, {"due_on_2": "2019"}, {"found": ""}])
def test_a_form_with_an_error_keeps_what_was_typed(staff, manager, project, wrong):
    sent = plan(manager, found="Papers come late <b>", **{k: v for k, v in wrong.items() if k != "found"})
    sent |= wrong
    page = staff.post(reverse("power_balance:note", args=[project.ref]), sent).content.decode()
    assert "<title>Error:" in page
    assert ("Papers come late &lt;b&gt;" in page) == bool(sent["found"])
    assert PowerAction.objects.count() == 0


def test_a_decision_against_the_public_view_asks_for_the_reason(staff, project):
    sent = {
        "title": "Write, not call",
        "options": "Call or write.",
        "took_part": "All.",
        "followed": "no",
        "public_view": "Call.",
    } | date("decided_on", clock.today())
    url = reverse("power_balance:record_decision", args=[project.ref])
    page = staff.post(url, sent).content.decode()
    assert "Give the reason. Public members will read it." in page
    assert Decision.objects.count() == 0
    staff.post(url, sent | {"reason": "Calls cost too much."})
    assert Decision.objects.get().reason == "Calls cost too much."


def test_a_public_member_confirms_in_the_portal(portal, member, manager, project):
    action = builders.power_action(project, status="done")
    assert (
        "Yes, it is done"
        in portal.get(reverse("my_power_balance:action", args=[action.ref])).content.decode()
    )
    portal.post(reverse("my_power_balance:confirm", args=[action.ref]))
    action.refresh_from_db()
    assert (action.status, action.confirmed_by) == (ActionState.CONFIRMED, member.person)


def test_a_public_member_says_not_yet_and_must_say_what_is_missing(portal, project):
    action = builders.power_action(project, status="done")
    url = reverse("my_power_balance:not_yet", args=[action.ref])
    assert "<title>Error:" in portal.post(url, {"words": "  "}).content.decode()
    portal.post(url, {"words": "Still at 8am."})
    page = portal.get(reverse("my_power_balance:action", args=[action.ref])).content.decode()
    assert "Still at 8am." in page


def test_other_members_do_not_learn_who_raised_it_but_staff_do(client, member, manager, project):
    action = actions.raise_imbalance(project, found="We get no minutes.", person=member.person, by=member)
    other = builders.contributor_user(project.organisation)
    builders.team_member(project, other.person)
    builders.sign_in(client, manager)
    staff_page = client.get(reverse("power_balance:action", args=[action.ref])).content.decode()
    builders.sign_in(client, other)
    their_page = client.get(reverse("my_power_balance:action", args=[action.ref])).content.decode()
    assert ("Amina Ali" in staff_page, "Amina Ali" in their_page) == (True, False)
    assert "We get no minutes." in their_page


def test_a_public_member_raises_an_imbalance(portal, project):
    portal.post(reverse("my_power_balance:raise", args=[project.ref]), {"found": "We get no minutes."})
    assert list(PowerAction.objects.values_list("status", "found")) == [("raised", "We get no minutes.")]


def test_strangers_get_404_and_colleagues_who_may_only_look_403(client, project, member):
    action = builders.power_action(project, status="done")
    row = builders.decision(project, member)
    staff_pages = [
        ("get", "power_balance:overview", project.ref),
        ("get", "power_balance:decisions", project.ref),
        ("get", "power_balance:action", action.ref),
    ]
    changes = [
        ("get", "power_balance:note", project.ref),
        ("get", "power_balance:record_decision", project.ref),
        ("get", "power_balance:correct_decision", row.ref),
        ("get", "power_balance:answer", action.ref),
        ("get", "power_balance:change_plan", action.ref),
        ("get", "power_balance:set_aside", action.ref),
        ("post", "power_balance:do", action.ref),
    ]
    portal_pages = [
        ("get", "my_power_balance:overview", project.ref),
        ("get", "my_power_balance:raise", project.ref),
        ("get", "my_power_balance:action", action.ref),
        ("post", "my_power_balance:confirm", action.ref),
        ("get", "my_power_balance:not_yet", action.ref),
    ]

    def answers(user, pages) -> set[int]:
        builders.sign_in(client, user)
        return {getattr(client, how)(reverse(name, args=[ref])).status_code for how, name, ref in pages}

    reader = builders.staff_user("read_only", project.organisation)
    elsewhere = builders.staff_user("ppi_manager", builders.organisation())
    stranger = builders.contributor_user(project.organisation)
    assert {
        "reader sees": answers(reader, staff_pages),
        "reader changes": answers(reader, changes),
        "elsewhere": answers(elsewhere, staff_pages + changes + portal_pages),
        "stranger": answers(stranger, staff_pages + changes + portal_pages),
        "member as staff": answers(member, staff_pages + changes),
    } == {
        "reader sees": {200},
        "reader changes": {403},
        "elsewhere": {404},
        "stranger": {404},
        "member as staff": {404},
    }


@pytest.mark.parametrize(
    ("name", "as_staff"), [("power_balance:overview", True), ("my_power_balance:overview", False)]
)
def test_as_many_queries_for_thirty_as_for_one(client, manager, member, project, name, as_staff):
    builders.sign_in(client, manager if as_staff else member)
    url = reverse(name, args=[project.ref])
    builders.power_action(project)
    builders.decision(project, manager)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    queries()
    one = queries()
    for _n in range(29):
        builders.power_action(project)
        builders.decision(project, manager)
    assert queries() == one


def test_the_decision_list_is_paged(staff, manager, project):
    for _n in range(30):
        builders.decision(project, manager)
    page = staff.get(reverse("power_balance:decisions", args=[project.ref]))
    second = staff.get(reverse("power_balance:decisions", args=[project.ref]) + page.context["page"].next_url)
    assert (len(page.context["page"].rows), len(second.context["page"].rows)) == (25, 5)
