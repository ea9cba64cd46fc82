"""A decision against the public view has its reason; a correction keeps what the register said."""

import pytest
from django.db import IntegrityError, transaction

from coproduce.foundation import clock
from coproduce.foundation.history.queries import entries_about
from projects.power_balance.decisions import actions
from projects.power_balance.decisions.models import Decision
from projects.power_balance.decisions.states import Followed
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "fields",
    [
        {"followed": "no"},
        {"followed": "partly"},
        {"followed": "not_asked", "reason": "In a hurry."},
        {"followed": "not_asked", "public_view": ""},
        {"followed": "yes", "public_view": ""},
        {"followed": "perhaps"},
    ],
)
def test_the_database_refuses_a_decision_without_its_reason_or_view(project, manager, fields):
    builders.decision(project, manager)
    builders.decision(project, manager, followed="no", reason="Too dear.")
    builders.decision(project, manager, followed="not_asked", public_view="", reason="In a hurry.")
    with pytest.raises(IntegrityError), transaction.atomic():
        builders.decision(project, manager, **fields)


def test_a_corrected_decision_keeps_what_it_said(project, manager):
    row = builders.decision(project, manager, public_view="A call.")
    actions.correct_decision(row, public_view="A call or a text.", by=manager)
    entry = entries_about(row).get()
    assert Decision.objects.get().public_view == "A call or a text."
    assert (entry.verb, entry.detail) == ("decision corrected", {"said before": {"public_view": "A call."}})


def test_a_recorded_decision_says_who_wrote_it(project, manager):
    row = actions.record_decision(
        project,
        title="Call first",
        decided_on=clock.today(),
        options="Call or write.",
        took_part="All.",
        public_view="Call.",
        followed=Followed.YES,
        by=manager,
    )
    assert (row.made_by, row.without_public) == (manager, False)
