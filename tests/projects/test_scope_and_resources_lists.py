"""Every page of steps 1 and 2 asks as often for thirty rows as for three: none is left out."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from coproduce.foundation import clock
from projects.resources.models import AccessCost, StaffAllocation, WhatIfRow
from projects.resources.states import PlanPart
from projects.resources.what_if import actions as copies
from projects.scope.models import AspectVersion, PieceAspect, ScaleLevel, ScopeComment
from tests import builders

pytestmark = pytest.mark.django_db
NAMESPACES = ("resources", "scope", "scope_comments", "my_scope", "scales")
ON = dt.date(2027, 2, 4)


@pytest.fixture(autouse=True)
def _in_winter(time_machine):
    time_machine.move_to(dt.datetime(2026, 12, 7, 9, tzinfo=clock.UK))


def people_of(project, trust, number):
    """Each of them has a need, claimed for the train, and said something about the scope."""
    for _n in range(number):
        person = builders.person(organisation=trust)
        builders.team_member(project, person)
        builders.access_need(person, category="009")
        builders.sent_claim(person, trust, project=project)
        yield person


def scope_of(project, manager, ada, number):
    level = ScaleLevel.objects.first()
    for _n in range(number):
        piece = builders.piece_of_work(project, aspects=("design", "delivery"))
        for row in piece.aspects.all():
            PieceAspect.objects.filter(pk=row.pk).update(
                state="decided",
                planned=level,
                achieved=level,
                why="It suits.",
                who_decided="The board",
                decided_on=ON,
            )
    first = project.pieces.order_by("id").first().aspects.first()
    for version in range(number):
        AspectVersion.objects.create(
            row=first, number=version + 1, change="decided", planned=level, achieved=level, made_by=manager
        )
        old = builders.influence(project, manager, ended_at=clock.now())
        builders.influence(project, manager, thread=old.thread, version=2)
    for statement in project.influence.current():
        ScopeComment.objects.create(
            project=project, person=ada.person, kind="comment", words="Well.", statement=statement
        )


def resources_of(project, manager, number):
    for place in range(number):
        funder = builders.funder(project)
        activity = builders.planned_activity(project, on=ON, fee_rate="Member of a group")
        builders.budget_line(project, funder=funder, activity=activity)
        builders.planned_cost(project, on=ON, activity=activity)
        builders.milestone(project)
        StaffAllocation.objects.create(
            project=project, does=f"Helper {place}", hours_a_month=1, months=3, pence_an_hour=20_00
        )
        builders.meeting(project, activity=activity)
    AccessCost.objects.create(project=project, category="009", pence_each=10_00, meetings=2)
    for name in ("One", "Two", "Three"):
        copies.copy(project, name, by=manager)


@pytest.fixture
def made():
    def make(number):
        trust = builders.organisation()
        manager = builders.staff_user("ppi_manager", trust)
        project = builders.project(
            trust, lead=manager.person, starts_on=dt.date(2026, 9, 1), ends_on=dt.date(2027, 8, 31)
        )
        ada = builders.contributor_user(trust)
        builders.team_member(project, ada.person)
        people = list(people_of(project, trust, number))
        scope_of(project, manager, ada, number)
        for person in people:
            ScopeComment.objects.create(project=project, person=person, kind="comment", words="Well.")
        resources_of(project, manager, number)
        return trust, manager, project, ada

    return make


def names():
    """Return the full name of every page of the two apps."""
    found = {}
    for namespace in NAMESPACES:
        _prefix, resolver = get_resolver().namespace_dict[namespace]
        for one in resolver.url_patterns:
            found[f"{namespace}:{one.name}"] = {*resolver.pattern.converters, *one.pattern.converters}
    return found


def arguments(name, converters, trust, project, ada):
    """Return what stands in the address of a page: one row of each kind."""
    page = name.split(":")[1]
    rows = {
        "budget_line": project.budget_lines,
        "cost": project.planned_costs,
        "funder": project.funders,
        "activity": project.planned_activities,
        "staff_time": project.staff_time,
        "hours": project.staff_time,
        "milestone": project.milestones,
        "influence": project.influence.current(),
        "what_if_row": WhatIfRow.objects.filter(what_if__project=project, part="costs"),
    }
    comment = ScopeComment.objects.filter(project=project, person=ada.person).first()
    given = {"ref": project.ref, "category": "009", "kind": "notice", "part": PlanPart.COST}
    given |= {"copy_ref": project.what_ifs.first().ref, "piece_ref": project.pieces.first().ref}
    given |= {"organisation": trust.ref, "aspect_ref": project.pieces.first().aspects.first().ref}
    if name.startswith("scope_comments:") or page in ("comment", "withdraw"):
        given["ref"] = comment.ref
    if page == "say_about":
        given["ref"] = project.influence.current().first().ref
    row = next((rows[kind] for kind in rows if page.endswith(kind)), None)
    if row is not None:
        given["row_ref"] = row.first().ref
    return {one: given[one] for one in converters}


POSTED = {"resources:move_activity", "resources:tick_milestone", "scope:nothing_is_fixed"}


def queries_of(client, name, made):
    trust, manager, project, ada = made
    builders.sign_in(client, ada if name.startswith("my_") else manager)
    address = reverse(name, kwargs=arguments(name, names()[name], trust, project, ada))
    client.get(address)  # what is looked up once for all is known by now
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(address)
    assert answer.status_code == 200, name
    return len(asked)


def test_every_page_asks_as_often_for_thirty_rows_as_for_three(client, made):
    few, many = made(3), made(30)
    pages = sorted(names().keys() - POSTED)
    assert len(pages) > 50
    asked = {name: (queries_of(client, name, few), queries_of(client, name, many)) for name in pages}
    assert {name: found for name, found in asked.items() if found[0] != found[1]} == {}
