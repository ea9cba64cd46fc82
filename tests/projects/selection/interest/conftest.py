import datetime as dt

import pytest

from coproduce.foundation import clock
from projects.selection.interest import actions as interest
from projects.selection.interest import queries
from projects.selection.interest.models import Expression, InterestQuestion
from projects.selection.opportunities.models import Opportunity
from tests import builders

DAY = dt.timedelta(days=1)


@pytest.fixture
def manager():
    return builders.staff_user("ppi_manager", builders.organisation(), name="Mo Manager")


@pytest.fixture
def project(manager):
    organisation = manager.person.connections.get().organisation
    return builders.project(organisation, lead=manager.person, title="Letters", status="running")


@pytest.fixture
def opportunity(project, manager):
    return opened(project, manager)


def opened(project, manager, **fields) -> Opportunity:
    role = builders.role(project, offered_by=manager)
    now = clock.now()
    made = Opportunity.objects.create(
        organisation=project.organisation,
        project=project,
        version=role.versions.get(),
        made_by=manager,
        **{
            "title": "Help us write letters",
            "places": 2,
            "opens_at": now - DAY,
            "closes_at": now + 7 * DAY,
            "hear_by": clock.today() + 20 * DAY,
            "chosen_how": "Two people read each one.",
            "chosen_by": "Mo and Amina",
            "contact": manager.person,
            "contact_words": "0117 496 0130",
            "other_ways": "Ring 0117 496 0130.",
            **fields,
        },
    )
    for place, (ask, title) in enumerate({"why": "Interest", "bring": "Other views"}.items(), 1):
        criterion = builders.criterion(made, title)
        InterestQuestion.objects.create(opportunity=made, ask=ask, criterion=criterion, place=place)
    Opportunity.objects.filter(pk=made.pk).update(status="open", opened_at=now - DAY)
    made.refresh_from_db()
    return made


def contact(name="Rosa Quill", **fields) -> dict[str, str]:
    return {
        "name": name,
        "channel": "email",
        "email": "rosa@example.org",
        "phone": "",
        "address": "",
    } | fields


def draft(opportunity, words="I care about letters.", **fields) -> tuple[Expression, str]:
    """One that is complete and not sent, and its code."""
    row = interest.begin(opportunity)
    code = queries.opened(row, "sealed_code")
    interest.save_contact(row, contact=contact(**fields), by=None)
    for question in opportunity.questions.all():
        interest.save_answer(row, question=question, words=words, by=None)
    interest.save_needs(row, words="Large print", by=None)
    row.refresh_from_db()
    return row, code


def sent(opportunity, words="I care about letters.", **fields) -> Expression:
    row, _code = draft(opportunity, words, **fields)
    return interest.send(row, by=None)


def close(opportunity) -> None:
    now = clock.now()
    Opportunity.objects.filter(pk=opportunity.pk).update(closes_at=now)
    opportunity.refresh_from_db()
