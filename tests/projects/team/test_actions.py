import datetime as dt

import pytest

from coproduce.foundation import clock
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.transitions import TransitionRefused
from projects.team import actions
from projects.team.models import Project, TeamMember
from projects.team.notifications import not_wanted
from projects.team.states import ProjectState, Side
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust)


@pytest.fixture
def project(trust, manager):
    return builders.project(trust, lead=manager.person)


def a_new_project(trust, **changed) -> dict:
    today = clock.today()
    return {
        "organisation": trust,
        "title": "Letters",
        "summary": "Better letters.",
        "starts_on": today,
        "ends_on": today + dt.timedelta(days=90),
        "cost_code": "RX1",
    } | changed


def done_to(row) -> list[tuple]:
    return [(entry.verb, entry.by) for entry in entries_about(row)]


def on(project) -> set[tuple]:
    return set(project.members.current().values_list("person__name", "side"))


def test_a_project_starts_with_its_named_contact_on_it(trust, manager):
    project = actions.start_project(**a_new_project(trust), lead=manager.person, by=manager)
    assert (project.status, project.lead) == (ProjectState.PLANNING, manager.person)
    assert on(project) == {(manager.person.name, Side.PROFESSIONAL)}
    assert done_to(project) == [("project started", manager)]


def test_a_contact_from_elsewhere_is_refused_and_nothing_is_made(trust, manager):
    elsewhere = builders.staff_user("ppi_manager", builders.organisation())
    with pytest.raises(TransitionRefused):
        actions.start_project(**a_new_project(trust), lead=elsewhere.person, by=manager)
    assert (Project.objects.count(), TeamMember.objects.count()) == (0, 0)


def test_a_new_named_contact_joins_the_project(trust, manager, project):
    colleague = builders.staff_user("project_staff", trust)
    now = a_new_project(trust)
    del now["organisation"]
    changed = actions.edit_project(project, **now, lead=colleague.person, by=manager)
    assert (changed.title, changed.lead) == ("Letters", colleague.person)
    assert on(project) == {(p.person.name, Side.PROFESSIONAL) for p in (manager, colleague)}
    [entry] = entries_about(project)
    assert (entry.verb, "lead" in entry.detail["changed"]) == ("project changed", True)


def test_saving_without_a_change_leaves_no_history(trust, manager, project):
    names = ("title", "summary", "starts_on", "ends_on", "lead", "cost_code")
    actions.edit_project(project, **{name: getattr(project, name) for name in names}, by=manager)
    assert done_to(project) == []


def test_a_project_starts_running_once(manager, project):
    assert actions.start_running(project, by=manager).status == ProjectState.RUNNING
    with pytest.raises(TransitionRefused):
        actions.start_running(project, by=manager)
    assert done_to(project) == [("start", manager)]


def test_a_public_contributor_joins_and_is_told_once(trust, manager, project):
    ada = builders.person("Ada", email="ada@example.org", organisation=trust)
    first = actions.add_member(project, person=ada, side=Side.PUBLIC, by=manager, does="Reads letters")
    again = actions.add_member(project, person=ada, side=Side.PUBLIC, by=manager)
    assert (first, first.does) == (again, "Reads letters")
    assert done_to(first) == [("joined the project", manager)]
    [message] = Notification.objects.all()
    assert (message.kind, message.recipient, message.organisation) == ("team/added", ada, trust)
    subject, body = render(message)
    assert project.title in body
    assert project.title not in subject


def test_a_discreet_person_reads_no_project_title(trust, manager, project):
    ada = builders.person("Ada", email="ada@example.org", organisation=trust, discreet=True)
    actions.add_member(project, person=ada, side=Side.PUBLIC, by=manager)
    assert project.title not in "".join(render(Notification.objects.get()))


def test_staff_join_without_a_message(trust, manager, project):
    colleague = builders.staff_user("project_staff", trust)
    actions.add_member(project, person=colleague.person, side=Side.PROFESSIONAL, by=manager)
    assert Notification.objects.count() == 0
    assert Project.objects.visible_to_staff(colleague).get() == project


def test_somebody_the_organisation_does_not_know_is_refused(manager, project):
    stranger = builders.person(organisation=builders.organisation())
    for side in Side:
        with pytest.raises(TransitionRefused):
            actions.add_member(project, person=stranger, side=side, by=manager)
    assert project.members.count() == 1


def test_nobody_is_on_both_sides(trust, manager, project):
    with pytest.raises(TransitionRefused):
        actions.add_member(project, person=manager.person, side=Side.PUBLIC, by=manager)
    assert on(project) == {(manager.person.name, Side.PROFESSIONAL)}


def test_who_leaves_no_longer_sees_the_project(trust, manager, project):
    ada = builders.person(organisation=trust)
    member = builders.team_member(project, ada)
    left = actions.remove_member(member, by=manager, why="Moved away")
    assert (left.left_on, list(Project.objects.visible_to_member(ada))) == (clock.today(), [])
    [entry] = entries_about(member)
    assert (entry.verb, entry.why, entry.project) == ("left the project", "Moved away", project)
    with pytest.raises(TransitionRefused):
        actions.remove_member(member, by=manager)


def test_the_named_contact_cannot_be_taken_off(manager, project):
    with pytest.raises(TransitionRefused):
        actions.remove_member(project.members.get(), by=manager)
    assert project.members.current().count() == 1


def test_a_closed_project_stays_as_it_is(trust, manager):
    project = builders.project(trust, lead=manager.person, status=ProjectState.CLOSED)
    ada = builders.person(organisation=trust)
    with pytest.raises(TransitionRefused):
        actions.add_member(project, person=ada, side=Side.PUBLIC, by=manager)
    assert on(project) == {(manager.person.name, Side.PROFESSIONAL)}


def test_nobody_hears_that_they_are_on_a_project_that_has_ended(trust, project, manager):
    """A letter may wait for long: once the project is over, it would say what is not so any more."""
    person = builders.person("Pat", organisation=trust)
    actions.add_member(project, person=person, side="public", by=manager)
    message = Notification.objects.get(kind="team/added", recipient=person)
    assert not_wanted(message) == ""
    Project.objects.filter(pk=project.pk).update(status=ProjectState.CLOSED)
    assert not_wanted(message) == "the project has ended"
