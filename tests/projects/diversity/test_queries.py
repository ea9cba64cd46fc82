"""What is read about the people a project is for, who is asked, and who carries the load."""

import datetime as dt

import pytest

from contributors.accounts.models import StaffRole
from coproduce.foundation import clock
from projects.diversity import queries, rules
from projects.diversity.models import Release
from projects.diversity.queries import areas, compared, people_asked
from tests import builders

pytestmark = pytest.mark.django_db(databases=["default", "monitoring"])


def test_an_area_with_one_figure_compares_nothing():
    assert ("South West" in areas(), "Swindon" in areas(), len(areas())) == (False, True, 11)


def test_people_are_shown_beside_the_figures_of_their_area(project):
    builders.diversity_aim(project, people="Carers", characteristics=["disability", "unpaid_care_5plus"])
    (one,) = compared(project.diversity_aims.all())
    assert [(chart.title, [row["text"] for row in chart.rows]) for chart in one.charts] == [
        ("Bristol, City of: disability", ["17.2%", "82.8%"])
    ]
    assert one.without_figures == ("unpaid care",)


def test_the_step_asks_for_people_and_how_they_are_looked_for(project):
    before = queries.state(project)
    builders.diversity_aim(project, people="Carers", how="")
    after = queries.state(project)
    assert (before.started, before.missing, after.started, after.missing) == (
        False,
        ["Say which people this project is about."],
        True,
        ["Say how you are looking for “Carers”."],
    )


def test_asked_are_those_who_can_sign_in_and_are_not_staff_and_count_here_first(project, manager):
    asked = builders.contributor_user(project.organisation).person
    builders.person(organisation=project.organisation)  # no account: nobody asked them
    elsewhere = builders.contributor_user(builders.organisation()).person
    builders.connect(elsewhere, project.organisation)
    assert list(people_asked(project.organisation)) == [asked]


def test_the_load_is_counted_without_names(project, manager):
    members = [builders.contributor_user(project.organisation).person for _n in range(4)]
    for person in members:
        builders.team_member(project, person)
    role = builders.role(project, offered_by=manager)
    builders.assignment(role, members[0], status="agreed", answered_at=clock.now())
    told = {"status": "invited", "invited_at": clock.now(), "left_out_public": 0, "left_out_staff": 0}
    builders.meeting(project, members[0], members[1], **told)
    builders.meeting(project, members[0], **told)
    builders.meeting(project, members[2])  # being planned
    pieces = queries.workload(project)
    assert pieces == [0, 0, 1, 3]
    assert [(row["label"], row["text"]) for row in rules.load_bars(pieces)] == [
        ("0 pieces of work", "2 people"),
        ("1 piece of work", "1 person"),
        ("3 pieces of work", "1 person"),
    ]


def test_the_people_of_another_project_say_nothing_of_this_one(project, manager):
    builders.diversity_aim(builders.project(project.organisation, lead=manager.person))
    assert not queries.state(project).started


def test_who_is_staff_elsewhere_is_asked_here(project):
    here = builders.contributor_user(project.organisation)
    StaffRole.objects.create(user=here, organisation=builders.organisation(), role="ppi_manager")
    colleague = builders.staff_user("finance", project.organisation)
    assert here.person in people_asked(project.organisation)
    assert colleague.person not in people_asked(project.organisation)


def test_those_who_joined_after_the_day_of_the_last_release_are_counted(project, manager):
    last = Release.objects.create(
        organisation=project.organisation,
        made_by=manager,
        **{"number": 1, "quarter": "2027-Q1", "outcome": "too_few"},
    )
    day = clock.uk(last.made_at).date()
    assert queries.joined_since(project.organisation, None) == 0
    for far in (-1, 0, 1):
        user = builders.contributor_user(project.organisation)
        user.person.connections.update(since=day + dt.timedelta(days=far))
    before = builders.contributor_user(project.organisation).person
    before.connections.update(since=day - dt.timedelta(days=1))
    elsewhere = builders.connect(before, builders.organisation())  # another organisation knows them later
    type(elsewhere).objects.filter(pk=elsewhere.pk).update(since=day + dt.timedelta(days=1))
    assert queries.joined_since(project.organisation, last) == 1


def test_what_is_no_work_on_this_project_is_no_load(project, manager):
    """Asked and not agreed, said no, called off, of another project, or of somebody who is not a member."""
    member = builders.contributor_user(project.organisation).person
    builders.team_member(project, member)
    stranger = builders.contributor_user(project.organisation).person
    other = builders.project(project.organisation, lead=manager.person)
    builders.team_member(other, stranger)
    agreed = {"status": "agreed", "answered_at": clock.now()}
    told = {"status": "invited", "invited_at": clock.now(), "left_out_public": 0, "left_out_staff": 0}
    builders.assignment(builders.role(project, offered_by=manager), member)
    builders.assignment(builders.role(other, offered_by=manager), member, **agreed)
    builders.assignment(builders.role(project, offered_by=manager), stranger, **agreed)
    builders.meeting(project, member, **{**told, "status": "cancelled"})
    builders.meeting(other, member, **told)
    builders.meeting(project, stranger, **told)
    refused = builders.meeting(project, member, **told)
    refused.invitations.update(response="no", responded_at=clock.now())
    assert queries.workload(project) == [0]
