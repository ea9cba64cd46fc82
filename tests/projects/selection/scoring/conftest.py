import datetime as dt

import pytest

from coproduce.foundation import clock
from projects.selection.criteria.models import ScoringPlan
from projects.selection.interest.models import Expression, InterestQuestion
from projects.selection.interest.queries import words_of
from projects.selection.opportunities.models import Opportunity
from projects.selection.panel.models import Declaration, PanelMember
from projects.selection.redaction import actions as redaction
from projects.selection.redaction.queries import mark_of
from projects.selection.redaction.rules import suggested
from projects.selection.scoring import actions
from tests import builders
from tests.projects.selection.interest.conftest import close, sent

DAY = dt.timedelta(days=1)


@pytest.fixture
def manager():
    return builders.staff_user("ppi_manager", builders.organisation(), name="Mo Manager")


@pytest.fixture
def opportunity(manager) -> Opportunity:
    """Open, scored, with one question for each of its two criteria; the first is essential."""
    body = manager.person.connections.get().organisation
    project = builders.project(body, lead=manager.person, title="Letters", status="running")
    made = builders.opportunity(builders.role(project, offered_by=manager), by=manager, scored=True)
    for place, (ask, criterion) in enumerate(zip(("why", "bring"), made.criteria.all(), strict=True), 1):
        InterestQuestion.objects.create(opportunity=made, ask=ask, criterion=criterion, place=place)
    return made


@pytest.fixture
def rows(opportunity) -> list[Expression]:
    """Two who put themselves forward, with names of different lengths."""
    return [
        sent(opportunity, "I am Rosa Quill and I care.", name="Rosa Quill", email="rosa@example.org"),
        sent(opportunity, "I am Bo Li and I care.", name="Bo Li", email="bo.li@example.org"),
    ]


@pytest.fixture
def scorers(opportunity, rows, manager) -> list[PanelMember]:
    """A colleague and a public member who may score both; names are out, and scoring has begun."""
    return begun(opportunity, rows, manager)


def begun(opportunity, rows, manager, *, begin=True) -> list[PanelMember]:
    body = opportunity.organisation
    colleague = builders.staff_user("ppi_manager", body, name="Cal Colleague")
    public = builders.contributor_user(body, name="Pat Public")
    close(opportunity)
    for row in rows:
        redact(row, by=manager)
    found = [
        builders.panel_member(opportunity, colleague.person, by=manager),
        builders.panel_member(opportunity, public.person, by=manager, is_public=True),
    ]
    for member in found:
        for row in rows:
            Declaration.objects.create(member=member, expression=row)
    if begin:
        ScoringPlan.objects.filter(opportunity=opportunity).update(begun_at=clock.now(), begun_by=manager)
    return found


def redact(row, *, by) -> None:
    contact = {"name": row.person.name, "email": row.person.email}
    answers = {one: suggested(words_of(one), contact) for one in row.answers.select_related("expression")}
    redaction.redact(row, answers=answers, files={}, seen=mark_of(row), by=by)


def said(opportunity, *points, why="It says so") -> dict:
    """What a scorer says: points by criterion in order; None for "I cannot say"."""
    return {
        one: (value, value is None, "" if value is None else why)
        for one, value in zip(opportunity.criteria.all(), points, strict=True)
    }


def lock(member, row, *points):
    return actions.lock_scores(member, row, said=said(row.opportunity, *points), by=member.person.account)
