"""Which late promises others hear of, to the second, and who may."""

import datetime as dt

import pytest

from contributors.accounts.roles import Role
from coproduce.foundation import clock
from coproduce.foundation.promises.models import Absence, EscalationSettings, Promise, Step
from expenses.claims import promises as claims
from expenses.claims.models import ClaimSettings
from projects.team.escalation import actions
from projects.team.escalation.queries import lock_late, may_see, settings_of, to_escalate
from projects.team.escalation.rules import steps_due
from tests import builders
from tests.projects.team.conftest import OURS, owes
from tests.projects.team.escalation.test_escalation import CLOSE, THEIRS, late, told

pytestmark = pytest.mark.django_db
INSTANT = dt.timedelta(microseconds=1)


def test_a_step_is_due_after_whole_days_to_the_instant():
    now = clock.now()
    days = {Step.CONTACT: 2, Step.HEAD: 5, Step.LAST: 10}
    due = now - dt.timedelta(days=5)
    assert steps_due(due, days, now) == [Step.CONTACT, Step.HEAD]
    assert steps_due(due + INSTANT, days, now) == [Step.CONTACT]


def test_the_days_of_another_organisation_are_not_ours(trust, una, meg, project):
    other = builders.organisation()
    EscalationSettings.objects.create(organisation=other, contact_after_days=1, head_after_days=1)
    assert settings_of(trust.pk).contact_after_days == 2
    late(una, meg, project, 1.5)
    assert to_escalate() == []


def test_what_is_late_by_the_instant_is_found_and_what_was_told_is_not(
    monkeypatch, head, tom, una, meg, project
):
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    first, second = owes(una, meg, project), owes(una, meg, project, subject=una)
    soon = now - dt.timedelta(days=2)
    Promise.objects.filter(pk=first.pk).update(due_at=soon)
    Promise.objects.filter(pk=second.pk).update(due_at=soon + INSTANT)
    assert to_escalate() == [first.pk]
    assert len(actions.escalate(first.pk)) == 1
    Promise.objects.filter(pk=second.pk).update(due_at=soon)
    assert to_escalate() == [second.pk]
    now += dt.timedelta(days=3)
    assert sorted(to_escalate()) == [first.pk, second.pk]  # the next step is due for both


def test_asked_twice_it_tells_once(head, tom, una, meg, project):
    row = late(una, meg, project, 6)
    assert [len(actions.escalate(row.pk)) for _copy in range(2)] == [2, 0]
    assert told() == ["Tom Contact", "Hetty Head"]


def test_only_what_we_owe_and_nobody_else_tells(trust, head, tom, una, meg, project):
    theirs = late(una, meg, project, 20, kind=THEIRS)
    ClaimSettings.objects.create(organisation=trust, escalate_to=head.person)
    by_claims = late(una, meg, project, 20, kind=claims.PAY)
    ours = late(una, meg, project, 20)
    assert to_escalate() == [ours.pk]
    assert [lock_late(one.pk) for one in (theirs, by_claims, ours)] == [None, None, ours]


def test_a_deputy_who_cannot_see_it_is_not_told_instead(trust, head, tom, meg, project):
    reads = builders.staff_user(Role.REPORTING, trust, name="Rae Reads")
    today = clock.today()
    Absence.objects.create(
        organisation=trust, person=head.person, deputy=reads.person, first_day=today, last_day=today
    )
    late(tom, meg, project, 6, kind=CLOSE)
    actions.escalate(Promise.objects.get().pk)
    assert told() == ["Hetty Head"]


def test_who_may_see_is_asked_of_that_promise_and_of_a_live_account(trust, una, meg, project):
    reads = builders.staff_user(Role.REPORTING, trust, name="Rae Reads")
    seen, kept = late(una, meg, project, 6), late(una, meg, project, 6, kind=CLOSE)
    assert [may_see(reads.person, one) for one in (seen, kept)] == [True, False]
    assert may_see(builders.person("No Account", organisation=trust), seen) is False
    reads.person.account.is_active = False
    assert may_see(reads.person, seen) is False
    assert OURS.key == seen.kind
