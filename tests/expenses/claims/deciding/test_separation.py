"""Nobody decides on their own claim: the rules refuse it, and so does the database (S20)."""

import pytest
from django.db import IntegrityError, transaction

from coproduce.foundation import clock, transitions
from coproduce.foundation.history.models import Unchangeable
from expenses.claims.deciding import actions as deciding
from expenses.claims.deciding.rules import Verdict
from expenses.claims.models import Claim, ClaimLine, Relative
from expenses.claims.writing import actions as writing
from tests import builders

pytestmark = pytest.mark.django_db
ROLES = ("approver", "ppi_manager", "finance", "administrator")


@pytest.fixture
def trust():
    return builders.organisation()


def every_way_to_decide(claim, by):
    yield lambda: deciding.approve_all(claim, by=by)
    yield lambda: deciding.refuse_claim(claim, why="No.", by=by)
    yield lambda: deciding.return_claim(claim, why="Why?", by=by)
    yield lambda: deciding.decide_lines(
        claim, verdicts={line.ref: Verdict(approve=True) for line in claim.lines.all()}, by=by
    )


@pytest.mark.parametrize("role", ROLES)
def test_no_role_lets_anybody_decide_on_their_own_claim(trust, role):
    user = builders.staff_user(role, trust)
    user.is_superuser = True
    user.save()
    claim = builders.sent_claim(user.person, trust)
    for decide in every_way_to_decide(claim, user):
        with pytest.raises(transitions.TransitionRefused, match="your own claim"):
            decide()
    assert Claim.objects.get().status == "sent"


def test_a_second_account_with_the_same_mailbox_is_the_same_human(trust):
    claimant = builders.contributor_user(trust, email="rosa@example.org").person
    second = builders.staff_user("approver", trust)
    second.person.email = "Rosa@Example.org"
    second.person.save()
    with pytest.raises(transitions.TransitionRefused, match="your own claim"):
        deciding.approve_all(builders.sent_claim(claimant, trust), by=second)


def test_a_second_account_paid_into_the_same_bank_account_is_the_same_human(trust):
    claimant = builders.contributor_user(trust).person
    second = builders.staff_user("approver", trust)
    for person in (claimant, second.person):
        builders.bank_details(person, account_number="12345678")
    with pytest.raises(transitions.TransitionRefused, match="your own claim"):
        deciding.approve_all(builders.sent_claim(claimant, trust), by=second)


def test_who_typed_a_claim_does_not_decide_on_it(trust):
    typist = builders.staff_user("ppi_manager", trust)
    claim = builders.sent_claim(builders.person(), trust, typed_by=typist)
    with pytest.raises(transitions.TransitionRefused, match="You typed this claim"):
        deciding.approve_all(claim, by=typist)


@pytest.mark.parametrize("who", ["claimant", "typist"])
def test_the_database_refuses_it_too(trust, who):
    users = {"claimant": builders.contributor_user(trust), "typist": builders.staff_user("approver", trust)}
    claim = builders.sent_claim(users["claimant"].person, trust, typed_by=users["typist"])
    decided = {"decided_by": users[who], "decided_at": clock.now()}
    for rows in (Claim.objects.filter(pk=claim.pk), ClaimLine.objects.filter(claim=claim)):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(status="approved", **decided)


def test_a_role_gained_after_sending_does_not_help(trust):
    user = builders.contributor_user(trust)
    builders.staff_user("approver", trust)
    claim = builders.claim(user.person, trust)
    builders.claim_line(claim)
    writing.send(claim, by=user)
    user.roles.create(organisation=trust, role="approver")
    with pytest.raises(transitions.TransitionRefused, match="your own claim"):
        deciding.approve_all(claim, by=user)


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount_pence": 0},
        {"kind": "fee"},
        {"kind": "allowance"},
        {"miles_tenths": 10},
        {"status": "refused", "decided_at": clock.now()},
        {"status": "approved"},
    ],
)
def test_the_database_refuses_a_line_that_cannot_be(trust, wrong):
    claim = builders.claim(builders.person(), trust)
    with pytest.raises(IntegrityError), transaction.atomic():
        builders.claim_line(claim, **wrong)


def test_a_refused_line_has_a_reason(trust):
    claim = builders.sent_claim(builders.person(), trust)
    decided = {"decided_by": builders.staff_user("approver", trust), "decided_at": clock.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimLine.objects.filter(claim=claim).update(status="refused", **decided)


def test_who_said_they_are_related_never_decides_whatever_role_they_gain(trust, client):
    aunt = builders.staff_user("approver", trust)
    claimant = builders.contributor_user(trust).person
    claim = builders.sent_claim(claimant, trust)
    builders.sign_in(client, aunt)
    assert "is a relative of mine" in client.get(f"/claims/{claim.ref}/").content.decode()
    refused = client.post(f"/claims/{claim.ref}/related/", {"idempotency_key": "f" * 32}).content.decode()
    assert "<title>Error:" in refused
    for _twice in range(2):
        client.post(f"/claims/{claim.ref}/related/", {"related": "on"})
    for role in ROLES:
        aunt.roles.get_or_create(organisation=trust, role=role)
        aunt = type(aunt).objects.get(pk=aunt.pk)
        for decide in every_way_to_decide(claim, aunt):
            with pytest.raises(transitions.TransitionRefused, match="related to you"):
                decide()
    later = builders.sent_claim(claimant, trust)
    page = client.get(f"/claims/{later.ref}/")
    assert (page.context["may_decide"], "related to you" in page.content.decode()) == (False, True)
    builders.sign_in(client, claimant.account)
    assert "relat" not in client.get(f"/my/claims/{claim.ref}/").content.decode()


def test_the_database_refuses_the_decision_of_a_relative_too(trust):
    aunt = builders.staff_user("approver", trust)
    claim = builders.sent_claim(builders.person(), trust)
    Relative.objects.create(user=aunt, person=claim.person)
    decided = {"decided_by": aunt, "decided_at": clock.now()}
    for rows in (Claim.objects.filter(pk=claim.pk), ClaimLine.objects.filter(claim=claim)):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(status="approved", **decided)
    with pytest.raises(Unchangeable):
        Relative.objects.all().delete()
