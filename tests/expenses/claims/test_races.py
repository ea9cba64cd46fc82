"""Two hands at once: exactly one legal outcome (R3, R13)."""

import threading

import pytest
from django.db import connection
from django.test import Client

from coproduce.foundation import transitions
from coproduce.foundation.history.models import HistoryEntry
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import Promise
from expenses.claims.deciding import actions as deciding
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.writing import actions as writing
from tests import builders

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def together(*jobs):
    """Run jobs at the same moment; returns what each gave or raised, in order."""
    found, start = [None] * len(jobs), threading.Barrier(len(jobs))

    def run(place, job):
        start.wait()
        try:
            found[place] = job()
        except Exception as error:  # the test compares it
            found[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.fixture
def trust():
    made = builders.organisation()
    builders.policy(made)
    return made


@pytest.fixture
def rosa(trust):
    return builders.contributor_user(trust)


def test_two_simultaneous_posts_of_one_form_send_one_claim(trust, rosa):
    clients = [builders.sign_in(Client(), rosa) for _n in range(2)]
    for round_number in range(5):
        claim = builders.claim(rosa.person, trust)
        builders.claim_line(claim)
        data = {"declared": "on", "idempotency_key": f"{round_number:032x}"}
        answers = together(
            *[lambda c=c, r=claim.ref, d=data: c.post(f"/my/claims/{r}/send/", d) for c in clients]
        )
        assert [answer.url for answer in answers] == [f"/my/claims/{claim.ref}/"] * 2
        assert HistoryEntry.objects.filter(verb="send", subject_id=claim.pk).count() == 1
    assert Promise.objects.filter(kind="claims.pay").count() == 5
    assert Notification.objects.filter(kind="claims/received").count() == 5


def test_two_simultaneous_posts_of_one_form_add_one_line(trust, rosa):
    claim = builders.claim(rosa.person, trust)
    clients = [builders.sign_in(Client(), rosa) for _n in range(2)]
    data = {"activity_date_0": "1", "activity_date_1": "5", "activity_date_2": "2026", "amount_pence": "8.40"}
    data |= {"description": "Bus", "no_receipt_because": "Lost", "idempotency_key": "a" * 32}
    path = f"/my/claims/{claim.ref}/lines/add/public_transport/"
    answers = together(*[lambda c=c: c.post(path, data) for c in clients])
    assert [answer.status_code for answer in answers] == [302, 302]
    assert ClaimLine.objects.count() == 1


def test_approving_and_refusing_at_once_has_one_outcome(trust, rosa):
    one, other = (builders.staff_user("approver", trust) for _n in range(2))
    for _round in range(5):
        claim = builders.sent_claim(rosa.person, trust)
        found = together(
            lambda c=claim: deciding.approve_all(c, by=one),
            lambda c=claim: deciding.refuse_claim(c, why="No.", by=other),
        )
        refused = [answer for answer in found if isinstance(answer, transitions.TransitionRefused)]
        won = [answer for answer in found if isinstance(answer, Claim)]
        assert (len(won), len(refused)) == (1, 1)
        assert Claim.objects.get(pk=claim.pk).status == won[0].status


def test_two_claims_at_once_do_not_both_ride_below_the_threshold(trust, rosa):
    before = builders.approved_claim(rosa.person, trust)
    miles = {"category": "mileage", "vehicle": "car", "no_receipt_because": ""}
    builders.claim_line(before, 1, miles_tenths=99_990, **miles)
    claims = [builders.claim(rosa.person, trust) for _n in range(2)]
    for claim in claims:
        builders.claim_line(claim, 45, miles_tenths=10, **miles)
    together(*[lambda c=c: writing.send(c, by=rosa) for c in claims])
    amounts = ClaimLine.objects.filter(claim__in=claims).values_list("amount_pence", flat=True)
    assert sorted(amounts) == [25, 45]
