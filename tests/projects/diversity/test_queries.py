"""What is read about the people a project is for, who is asked, and who carries the load."""

import pytest

from coproduce.foundation import clock
from projects.diversity import queries, rules
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
        ["Say how you look for “Carers”."],
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
