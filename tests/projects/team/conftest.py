import datetime as dt

import pytest
from django.db import transaction

from contributors.accounts.roles import Role
from coproduce.foundation import clock
from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.promises import actions, kinds
from coproduce.foundation.promises.kinds import PromiseKind, Side
from coproduce.foundation.promises.models import Promise
from tests import builders

OURS = kinds.register(
    PromiseKind(
        "owners.ours", Side.ORGANISATION, "Answer {label}", "Answer {label}", reminder_expires=THREE_DAYS
    )
)
MONEY = kinds.register(
    PromiseKind(
        "owners.money",
        Side.ORGANISATION,
        "Pay {label}",
        "Pay {label}",
        seen_by="see_payments",
        reminder_expires=THREE_DAYS,
    )
)


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def head(trust):
    """The longest-standing PPI manager."""
    user = builders.staff_user(Role.PPI_MANAGER, trust, name="Hetty Head")
    user.roles.update(since=clock.today() - dt.timedelta(days=900))
    return user


@pytest.fixture
def tom(trust):
    """The contact of the project."""
    user = builders.staff_user(Role.PROJECT_STAFF, trust, name="Tom Contact")
    user.roles.update(since=clock.today() - dt.timedelta(days=500))
    return user


@pytest.fixture
def una(trust, project):
    """Project staff on the project."""
    user = builders.staff_user(Role.PROJECT_STAFF, trust, name="Una Staff")
    user.roles.update(since=clock.today() - dt.timedelta(days=400))
    builders.team_member(project, user.person, "professional")
    return user


@pytest.fixture
def project(trust, tom):
    return builders.project(trust, lead=tom.person, title="Letters")


@pytest.fixture
def meg(trust, project):
    user = builders.contributor_user(trust, name="Meg Member")
    builders.team_member(project, user.person)
    return user


def owes(user, meg, project=None, kind=OURS, days=10, **fields) -> Promise:
    """A promise that a member of staff looks after."""
    organisation = project.organisation if project else meg.person.connections.get().organisation
    with transaction.atomic():
        return actions.make(
            kind,
            subject=fields.pop("subject", project or user),
            due_at=clock.now() + dt.timedelta(days=days),
            owner=user.person,
            by=user,
            organisation_id=organisation.pk,
            project_id=project.pk if project else None,
            person=meg.person,
            label="the letter",
            **fields,
        )
