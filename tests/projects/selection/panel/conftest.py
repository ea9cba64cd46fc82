import pytest

from projects.selection.interest.models import InterestQuestion
from projects.selection.models import PanelMember
from projects.selection.opportunities import actions as opportunities
from projects.selection.opportunities.models import Opportunity
from projects.selection.panel import actions
from projects.selection.panel.queries import undeclared
from projects.selection.panel.rules import seal
from tests import builders
from tests.projects.selection.interest.conftest import close, sent


@pytest.fixture
def scored(role, manager):
    """An opportunity that a panel scores, open now, with one question."""
    made = builders.opportunity(role, by=manager, scored=True)
    InterestQuestion.objects.create(opportunity=made, ask="why", criterion=made.criteria.first())
    return made


@pytest.fixture
def ann(trust):
    """A public contributor with an account."""
    return builders.contributor_user(trust, name="Ann Public", email="ann@example.org")


@pytest.fixture
def sam(trust):
    return builders.staff_user("project_staff", trust, name="Sam Staff")


def came(opportunity, *names: str):
    """People put themselves forward, each from a mailbox of their own."""
    return [sent(opportunity, name=name, email=f"{name.split()[0].lower()}@example.net") for name in names]


def closed(opportunity) -> Opportunity:
    close(opportunity)
    return opportunities.close(opportunity, by=None)


def declares(member, *knows, by=None, **more):
    """Say of everybody on the list of now, whom one knows; the others not."""
    member = PanelMember.objects.get(pk=member.pk)
    seen = seal(one.ref for one in undeclared(member))
    by = by or member.person.account
    return actions.declare(member, knows=[one.ref for one in knows], seen=seen, by=by, **more)
