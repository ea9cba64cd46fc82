"""What we owe and is late is told to others, step by step, each of them once."""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse

from contributors.accounts.roles import Role
from coproduce.foundation import clock
from coproduce.foundation.notifications.expiry import THREE_DAYS
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import render
from coproduce.foundation.promises import actions as promise
from coproduce.foundation.promises import kinds, notifications
from coproduce.foundation.promises.kinds import PromiseKind, Side, WaitReason
from coproduce.foundation.promises.models import Absence, EscalationSettings, Promise, PromiseEscalation
from coproduce.foundation.promises.waits.actions import set_waits
from expenses.claims import promises as claims
from expenses.claims.models import ClaimSettings
from projects.team.escalation import actions
from projects.team.escalation.queries import to_escalate
from projects.team.tasks import escalate
from tests import builders
from tests.projects.team.conftest import OURS, owes

pytestmark = pytest.mark.django_db

THEIRS = kinds.register(
    PromiseKind("late.theirs", Side.CONTRIBUTOR, "Read {label}", "Read {label}", reminder_expires=THREE_DAYS)
)
CLOSE = kinds.register(
    PromiseKind(
        "late.close",
        Side.ORGANISATION,
        "{label}",
        "{label}",
        kept_to="edit_project",
        reminder_expires=THREE_DAYS,
    )
)
WAIT = kinds.register_reason(WaitReason("late.wait", "an answer", "an answer"))


def late(user, meg, project, days, kind=OURS, **fields) -> Promise:
    return owes(user, meg, project, kind=kind, days=-days - 0.1, **fields)


def told() -> list[str]:
    found = Notification.objects.filter(kind="promises/escalated").order_by("pk")
    return [one.recipient.name for one in found]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (1, []),
        (2, ["Tom Contact"]),
        (4, ["Tom Contact"]),
        (5, ["Tom Contact", "Hetty Head"]),
        (9, ["Tom Contact", "Hetty Head"]),
        (10, ["Tom Contact", "Hetty Head", "Lara Last"]),
    ],
)
def test_step_by_step_and_whatever_runs_thrice_tells_once(
    trust, head, tom, una, meg, project, days, expected
):
    last = builders.staff_user(Role.REPORTING, trust, name="Lara Last")
    EscalationSettings.objects.create(organisation=trust, last=last.person)
    late(una, meg, project, days)
    for _copy in range(3):
        escalate()
    assert told() == expected


def test_the_days_are_the_organisations(trust, head, tom, una, meg, project):
    EscalationSettings.objects.create(organisation=trust, contact_after_days=4, head_after_days=4)
    late(una, meg, project, 3)
    escalate()
    assert told() == []
    Promise.objects.update(due_at=clock.now() - dt.timedelta(days=4, hours=1))
    escalate()
    assert told() == ["Tom Contact", "Hetty Head"]


def test_the_contact_who_owes_it_is_not_told_twice(head, tom, meg, project):
    late(tom, meg, project, 6)
    escalate()
    assert told() == ["Hetty Head"]


def test_never_to_who_it_is_owed_to(trust, head, tom, una, project):
    second = builders.staff_user(Role.PPI_MANAGER, trust, name="Sid Second")
    owed_to_contact, owed_to_head = late(una, tom, project, 6), late(una, head, project, 6)
    escalate()
    rows = Notification.objects.filter(kind="promises/escalated").values_list("subject_id", "recipient__name")
    assert set(rows) == {
        (owed_to_contact.pk, "Hetty Head"),
        (owed_to_head.pk, "Tom Contact"),
        (owed_to_head.pk, second.person.name),
    }


def test_while_it_waits_or_is_over_nothing_is_told(head, tom, una, meg, project):
    waits, kept = late(una, meg, project, 20), late(una, meg, project, 20, subject=una)
    with transaction.atomic():
        set_waits(waits, {WAIT: None}, by=None)
        promise.keep(OURS, subject=una, by=None)
    escalate()
    assert told() == []
    assert [actions.escalate(one.pk) for one in (waits, kept)] == [[], []]


def test_what_contributors_owe_is_not_told(head, tom, una, meg, project):
    late(una, meg, project, 20, kind=THEIRS)
    escalate()
    assert told() == []


def test_a_new_day_counts_anew_and_an_old_message_is_not_sent(head, tom, una, meg, project):
    row = late(una, meg, project, 3)
    escalate()
    message = Notification.objects.get(kind="promises/escalated")
    assert notifications.still_late(message) == ""
    with transaction.atomic():
        promise.move_one(row, due_at=clock.now() - dt.timedelta(days=2, hours=5), by=None, why="Ill")
    del message.subject
    assert notifications.still_late(message) == "moved to another date"
    escalate()
    assert told() == ["Tom Contact", "Tom Contact"]


def test_the_page_of_the_promise_says_who_was_told_and_when(client, head, tom, una, meg, project):
    row = late(una, meg, project, 3)
    escalate()
    said = builders.sign_in(client, head).get(reverse("promises:detail", args=[row.ref])).content.decode()
    assert ("Told that it is late" in said, "Tom Contact, as the named contact" in said) == (True, True)


def test_the_message_leads_to_the_page_of_the_promise(head, tom, una, meg, project):
    row = late(una, meg, project, 3)
    escalate()
    message = Notification.objects.select_related("recipient").get(kind="promises/escalated")
    body = render(message)[1]
    assert (reverse("promises:detail", args=[row.ref]) in body, "Una Staff looks after" in body) == (
        True,
        True,
    )


def test_who_cannot_see_it_is_not_told(trust, head, tom, una, meg, project):
    looks = builders.staff_user(Role.REPORTING, trust, name="Lara Last")
    EscalationSettings.objects.create(organisation=trust, last=looks.person)
    late(una, meg, project, 20, kind=CLOSE)
    escalate()
    assert told() == ["Tom Contact", "Hetty Head"]
    assert to_escalate() == []


def test_while_the_head_is_away_their_deputy_is_told(trust, head, tom, meg, project):
    second = builders.staff_user(Role.PPI_MANAGER, trust, name="Sid Second")
    today = clock.today()
    Absence.objects.create(
        organisation=trust, person=head.person, deputy=second.person, first_day=today, last_day=today
    )
    late(tom, meg, project, 6)
    escalate()
    assert told() == ["Sid Second"]


def test_without_a_project_the_head_is_told(head, una, meg):
    late(una, meg, None, 6)
    escalate()
    assert told() == ["Hetty Head"]


@pytest.mark.parametrize("named", [True, False])
def test_a_late_claim_is_told_once_by_claims_or_from_here(trust, head, tom, una, meg, project, named):
    if named:
        ClaimSettings.objects.create(organisation=trust, escalate_to=head.person)
    late(una, meg, project, 6, kind=claims.PAY)
    late(una, meg, project, 6, kind=claims.LOOK)
    escalate()
    assert told() == ([] if named else ["Tom Contact", "Hetty Head"])


def test_where_nobody_is_to_be_told_it_is_looked_at_once(una, meg, project):
    late(una, meg, project, 6)
    una.roles.all().delete()
    project.lead.account.roles.all().delete()
    escalate()
    assert (told(), to_escalate(), PromiseEscalation.objects.filter(to=None).count()) == ([], [], 2)


def test_a_manager_changes_the_days(client, trust, head, tom):
    client = builders.sign_in(client, head)
    page = reverse("escalation:change", args=[trust.ref])
    days = {"contact_after_days": 3, "head_after_days": 2, "last_after_days": 9, "head": head.person.pk}
    refused = client.post(page, days).content.decode()
    assert ("or more." in refused, EscalationSettings.objects.count()) == (True, 0)
    assert client.post(page, days | {"head_after_days": 4}).status_code == 302
    kept = EscalationSettings.objects.get()
    assert (kept.contact_after_days, kept.head_after_days, kept.head) == (3, 4, head.person)
    refused = client.post(page, days | {"head_after_days": 4, "head": tom.person.pk})
    assert refused.status_code == 200
