import datetime as dt

import pytest

from coproduce.foundation import clock
from coproduce.foundation.transitions import TransitionRefused
from expenses.claims.deciding import actions as deciding
from expenses.claims.lines.actions import add_line
from expenses.claims.lines.queries import readiness_of
from expenses.claims.models import Claim
from expenses.claims.occasions.actions import start_claim
from expenses.claims.pricing.rules import Entry
from expenses.claims.writing import actions as writing
from expenses.payees.recognition.actions import choose
from expenses.policies.rates.rules import NoRate
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    trust = builders.organisation()
    builders.policy(trust)
    builders.staff_user("approver", trust)
    return trust


@pytest.fixture
def rosa(trust):
    return builders.contributor_user(trust, name="Rosa")


def a_claim(rosa, trust):
    return start_claim(person=rosa.person, organisation=trust, by=rosa, about="Panel")


def two_hours(**fields):
    return Entry("fee", clock.today(), offer="Meeting||timed", minutes=120, **fields)


def test_a_fee_that_is_not_wanted_is_not_proposed(client, trust, rosa):
    claim = a_claim(rosa, trust)
    my = builders.sign_in(client, rosa)
    asked = f"/my/claims/{claim.ref}/lines/add/"
    assert 'value="fee"' in my.get(asked).content.decode()
    choose(rosa.person, choice="decline")
    page = my.get(asked).content.decode()
    assert 'value="fee"' not in page
    assert 'value="mileage"' in page
    with pytest.raises(NoRate, match="You chose no fee"):
        add_line(claim, entry=two_hours(), by=rosa)


def test_a_fee_typed_before_it_was_turned_down_is_taken_off_before_sending(trust, rosa):
    claim = a_claim(rosa, trust)
    add_line(claim, entry=two_hours(), by=rosa)
    choose(rosa.person, choice="expenses_only")
    builders.claim_line(claim)
    fee = claim.lines.get(kind="fee")
    assert [(one.line, one.words[:16]) for one in readiness_of(claim).missing] == [(fee, "You chose no fee")]
    with pytest.raises(TransitionRefused, match="You chose no fee"):
        writing.send(claim, by=rosa)


def test_less_is_the_most_for_one_day_over_all_claims(trust, rosa):
    choose(rosa.person, choice="less", most_pence=30_00)
    claim = a_claim(rosa, trust)
    builders.claim_line(claim, 90_00, activity_date=clock.today())  # costs are no fee
    first = add_line(claim, entry=two_hours(), by=rosa)
    second = add_line(a_claim(rosa, trust), entry=two_hours(), by=rosa)
    assert (first.amount_pence, second.amount_pence) == (24_00, 6_00)
    assert second.explanation.endswith("No more than £30.00 for one day, as you asked.")
    with pytest.raises(NoRate, match="already reach it"):
        add_line(claim, entry=two_hours(), by=rosa)
    assert writing.send(claim, by=rosa).lines.get(kind="fee").amount_pence == 24_00


def test_an_approved_fee_waits_at_once_and_its_owner_alone_reads_why(client, trust, rosa):
    choose(rosa.person, choice="advice")
    claim = a_claim(rosa, trust)
    add_line(claim, entry=two_hours(), by=rosa)
    writing.send(claim, by=rosa)
    approver = builders.staff_user("approver", trust)
    deciding.approve_all(Claim.objects.get(pk=claim.pk), by=approver)
    my = builders.sign_in(client, rosa)
    Claim.objects.filter(pk=claim.pk).update(pay_by=dt.date(2026, 1, 1))
    for address in (f"/my/claims/{claim.ref}/", "/my/claims/"):
        page = my.get(address).content.decode()
        assert "It is waiting. We do not know yet how to pay it." in page
        assert "We should have paid" not in page
    assert "This fee will wait until you have decided." in my.get(f"/my/claims/{claim.ref}/").content.decode()
    assert not Claim.objects.late().exists()
    builders.sign_in(client, approver)
    staff = client.get(f"/claims/{claim.ref}/").content.decode()
    assert "How to recognise their time: not decided yet." in staff


def test_nothing_chosen_reads_the_same_for_staff(client, trust, rosa):
    claim = a_claim(rosa, trust)
    add_line(claim, entry=two_hours(), by=rosa)
    writing.send(claim, by=rosa)
    builders.sign_in(client, builders.staff_user("approver", trust))
    assert (
        "How to recognise their time: not decided yet."
        in client.get(f"/claims/{claim.ref}/").content.decode()
    )
