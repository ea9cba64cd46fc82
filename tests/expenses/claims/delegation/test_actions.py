"""No claim waits: a deputy after some days, and escalation to a named person when it is late."""

import datetime as dt

import pytest

from coproduce.foundation import clock
from coproduce.foundation.history.queries import entries_about
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import Promise
from expenses.claims import actions, queries
from expenses.claims.deciding import actions as deciding
from expenses.claims.delegation.actions import escalate, hand_to_deputy
from expenses.claims.delegation.queries import waiting_too_long
from expenses.claims.models import Claim, ClaimSettings, Relative
from expenses.claims.tasks import look_again
from expenses.claims.tracking.rules import who_has_it
from expenses.claims.writing import actions as writing
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return builders.organisation("Severn Trust")


@pytest.fixture
def rosa(trust):
    return builders.contributor_user(trust, name="Rosa").person


def approver(trust, name, **fields):
    return builders.staff_user("approver", trust, name=name, **fields).person


def waiting(person, trust, holder, days=8, **fields):
    """A claim that lies with somebody for some days."""
    since = clock.now() - dt.timedelta(days=days)
    return builders.sent_claim(person, trust, with_person=holder, with_since=since, **fields)


def open_promises():
    return sorted(Promise.objects.open().values_list("kind", "owner__name"))


def test_sending_names_who_looks_at_it(trust, rosa):
    approver(trust, "Grace")
    claim = builders.claim(rosa, trust)
    builders.claim_line(claim)
    sent = writing.send(claim, by=rosa.account)
    assert who_has_it(sent) == "Grace of Severn Trust is looking at it."
    held = builders.approved_claim(rosa, trust)
    assert who_has_it(held).startswith("The finance team of Severn Trust has it.")
    assert who_has_it(builders.sent_claim(rosa, trust)).startswith(
        "The claims team at Severn Trust is looking at it"
    )


def test_the_lead_looks_at_it_only_if_they_may_approve(trust, rosa):
    grace = approver(trust, "Grace")
    staff = builders.staff_user("project_staff", trust, name="Tom").person
    manager = builders.staff_user("ppi_manager", trust, name="Priya").person
    named = []
    for lead in (staff, manager):
        claim = builders.claim(rosa, trust, project=builders.project(trust, lead=lead))
        builders.claim_line(claim)
        named.append(writing.send(claim, by=rosa.account).with_person)
    assert named == [grace, manager]


def test_whoever_is_longest_in_the_role_comes_first(trust):
    newest, eldest, middle = (approver(trust, name) for name in ("Nia", "Ede", "Mo"))
    for person, years in ((newest, 0), (eldest, 3), (middle, 1)):
        since = clock.today() - dt.timedelta(days=365 * years)
        person.account.roles.update(since=since)
    assert queries.approvers(trust.pk) == [eldest, middle, newest]
    manages = {"role": "ppi_manager", "since": clock.today() - dt.timedelta(days=500)}  # decides as well
    newest.account.roles.create(organisation=trust, **manages)
    assert queries.approvers(trust.pk) == [eldest, newest, middle]  # nobody twice


def test_of_two_who_began_on_one_day_the_first_entered_comes_first(trust):
    first, second = approver(trust, "Zoe"), approver(trust, "Abe")
    assert queries.approvers(trust.pk) == [first, second]


def test_a_deputy_takes_over_once_and_everybody_sees_it(trust, rosa, client):
    grace, sam = approver(trust, "Grace"), approver(trust, "Sam")
    claim = waiting(rosa, trust, grace)
    for _twice in range(2):
        look_again()
    claim.refresh_from_db()
    assert claim.with_person == sam
    assert open_promises() == [("claims.look", "Sam")]
    assert list(Notification.objects.values_list("kind", "recipient__name")) == [("claims/deputy", "Sam")]
    assert [entry.verb for entry in entries_about(claim)] == ["handed to a deputy"]
    builders.sign_in(client, rosa.account)
    page = client.get(f"/my/claims/{claim.ref}/").content.decode()
    assert "Sam of Severn Trust is looking at it. They took it over on" in page
    assert f"On the bank statement it will show as {trust.statement_name}." in page
    builders.sign_in(client, sam.account)
    assert "Sam of Severn Trust is looking at it" in client.get(f"/claims/{claim.ref}/").content.decode()
    assert (
        "Look at a claim that has been waiting"
        in client.get("/").content.decode() + client.get("/staff/").content.decode()
    )
    deciding.approve_all(claim, by=sam.account)
    assert open_promises() == []


@pytest.mark.parametrize(
    ("days", "after", "handed"), [(6, 7, False), (8, 7, True), (8, 30, False), (3, 2, True)]
)
def test_the_organisation_says_after_how_many_days(trust, rosa, days, after, handed):
    ClaimSettings.objects.create(organisation=trust, deputy_after_days=after)
    other = builders.organisation()
    grace, _sam = approver(trust, "Grace"), approver(trust, "Sam")
    claim = waiting(rosa, trust, grace, days=days)
    waiting(builders.person(), other, approver(other, "Ola"), days=1)
    assert waiting_too_long() == ([claim.pk] if handed else [])


def test_a_deputy_is_never_claimant_typist_household_relative_or_somebody_without_the_right(trust, rosa):
    claimant = builders.staff_user("administrator", trust, name="Claimant")
    claimant.roles.create(organisation=trust, role="ppi_manager")
    grace = approver(trust, "Grace")
    typist = builders.staff_user("ppi_manager", trust, name="Typist")
    partner = approver(trust, "Partner")
    partner.account.people.create(name="Claimant's twin", email=claimant.email)
    aunt = approver(trust, "Aunt")
    Relative.objects.create(user=aunt.account, person=claimant.person)
    builders.staff_user("administrator", trust, name="Admin only")
    ClaimSettings.objects.create(organisation=trust, deputy=claimant.person, escalate_to=typist.person)
    claim = waiting(claimant.person, trust, grace, typed_by=typist)
    assert not hand_to_deputy(claim.pk)
    free = approver(trust, "Free")
    assert hand_to_deputy(claim.pk)
    claim.refresh_from_db()
    assert claim.with_person == free


def test_the_named_deputy_comes_first(trust, rosa):
    grace, _other, named = (approver(trust, name) for name in ("Grace", "Other", "Named"))
    ClaimSettings.objects.create(organisation=trust, deputy=named)
    claim = waiting(rosa, trust, grace)
    hand_to_deputy(claim.pk)
    claim.refresh_from_db()
    assert claim.with_person == named


def test_a_claim_that_was_decided_meanwhile_is_left_alone(trust, rosa):
    grace, _sam = approver(trust, "Grace"), approver(trust, "Sam")
    claim = waiting(rosa, trust, grace)
    found = waiting_too_long()
    deciding.return_claim(claim, why="Which day?", by=grace.account)
    assert [hand_to_deputy(pk) for pk in found] == [False]


def test_a_late_claim_goes_to_the_named_person_once_and_the_claimant_sees_it(trust, rosa, client):
    grace = approver(trust, "Grace")
    boss = builders.staff_user("ppi_manager", trust, name="Priya").person
    late = builders.approved_claim(rosa, trust, pay_by=clock.today() - dt.timedelta(days=1))
    builders.approved_claim(rosa, trust, pay_by=clock.today())
    look_again()
    assert open_promises() == []  # nobody is named yet
    ClaimSettings.objects.create(organisation=trust, escalate_to=boss)
    for _twice in range(2):
        look_again()
    assert open_promises() == [("claims.overdue", "Priya")]
    assert list(Notification.objects.values_list("kind", "recipient__name")) == [
        ("claims/escalated", "Priya")
    ]
    builders.sign_in(client, rosa.account)
    assert "we passed it on to Priya." in client.get(f"/my/claims/{late.ref}/").content.decode()
    rows = Claim.objects.filter(pk=late.pk)
    actions.mark_all_in_payment(rows, by=grace.account)
    actions.mark_all_paid(rows, by=grace.account, paid_at=clock.now())
    assert open_promises() == []


def test_nobody_is_told_of_their_own_late_claim(trust):
    boss = builders.staff_user("ppi_manager", trust, name="Priya").person
    ClaimSettings.objects.create(organisation=trust, escalate_to=boss)
    late = builders.sent_claim(boss, trust, pay_by=clock.today() - dt.timedelta(days=1))
    assert not escalate(late.pk)
    grace = approver(trust, "Grace")
    assert escalate(late.pk)
    late.refresh_from_db()
    assert late.escalated_to == grace
