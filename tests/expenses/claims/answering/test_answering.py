"""Our question has a box for its answer, and a refusal can be looked at again by somebody else."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from contributors.accounts.models import StaffRole
from contributors.people.on_behalf.models import OnBehalf
from coproduce.foundation import clock
from coproduce.foundation.notifications import rendering
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.promises.models import Promise
from coproduce.foundation.transitions import TransitionRefused
from expenses.claims.answering import actions
from expenses.claims.answering.models import ClaimAnswer, SecondLook
from expenses.claims.deciding import actions as deciding
from expenses.claims.models import Claim
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    made = builders.organisation()
    builders.policy(made)
    return made


@pytest.fixture
def manager(trust):
    return builders.staff_user("ppi_manager", trust)


@pytest.fixture
def approver(trust):
    return builders.staff_user("approver", trust)


@pytest.fixture
def rosa(trust):
    return builders.contributor_user(trust, name="Rosa")


@pytest.fixture
def pat(trust):
    return builders.person("Pat", organisation=trust)


def returned(person, trust, approver):
    claim = builders.sent_claim(person, trust)
    return deciding.return_claim(claim, why="Which train?", by=approver)


def refused(person, trust, approver):
    claim = builders.sent_claim(person, trust)
    return deciding.refuse_claim(claim, why="Not this one.", by=approver)


def how():
    day = clock.today()
    return {
        "how": "phone",
        "said_on_0": day.day,
        "said_on_1": day.month,
        "said_on_2": day.year,
        "read_back": "yes",
    }


def test_the_answer_is_written_on_the_page_of_the_claim(client, trust, approver, rosa):
    claim = returned(rosa.person, trust, approver)
    builders.sign_in(client, rosa)
    path = reverse("my_claims:answer", args=[claim.ref])
    assert path in client.get(reverse("my_claims:detail", args=[claim.ref])).text
    assert "Write your answer" in client.post(path, {"words": ""}).text
    assert client.post(path, {"words": "The 9.15."}).status_code == 302
    claim.refresh_from_db()
    answer = ClaimAnswer.objects.get()
    assert (claim.status, answer.question, answer.words) == ("sent", "Which train?", "The 9.15.")
    builders.sign_in(client, approver)
    assert "The 9.15." in client.get(reverse("claims:detail", args=[claim.ref])).text


def test_an_answer_twice_is_refused(trust, approver, rosa):
    claim = returned(rosa.person, trust, approver)
    actions.answer_question(claim, words="The 9.15.", by=rosa)
    with pytest.raises(TransitionRefused):
        actions.answer_question(claim, words="The 9.15.", by=rosa)
    assert ClaimAnswer.objects.count() == 1


def test_an_answer_by_phone_and_who_heard_it_does_not_decide(client, trust, manager, approver, pat):
    claim = returned(pat, trust, approver)
    builders.sign_in(client, manager)
    path = reverse("claims:record_answer", args=[claim.ref])
    assert path in client.get(reverse("claims:detail", args=[claim.ref])).text
    assert client.post(path, {"words": "The 9.15.", **how()}).status_code == 302
    claim.refresh_from_db()
    assert claim.status == "sent"
    assert "The 9.15." in OnBehalf.objects.get().words
    with pytest.raises(TransitionRefused, match="You recorded"):
        deciding.approve_all(claim, by=manager)
    assert deciding.approve_all(claim, by=approver).status == "approved"


def test_a_refusal_is_looked_at_again_by_somebody_else(client, trust, approver, rosa):
    other = builders.staff_user("approver", trust)
    claim = refused(rosa.person, trust, approver)
    told = Notification.objects.get(kind="claims/refused")
    path = reverse("my_claims:ask_again", args=[claim.ref])
    assert path in rendering.render(told)[1]
    builders.sign_in(client, rosa)
    assert path in client.get(reverse("my_claims:detail", args=[claim.ref])).text
    assert client.post(path, {"words": "It was for the panel."}).status_code == 302
    promise = Promise.objects.get(kind="claims.second_look")
    assert (promise.side, promise.person) == ("organisation", rosa.person)
    assert promise.owner.account.can("approve_claims", trust.pk)
    assert promise.owner != approver.person
    assert path not in client.get(reverse("my_claims:detail", args=[claim.ref])).text

    builders.sign_in(client, other)
    page = reverse("claims:second_look", args=[claim.ref])
    assert "It was for the panel." in client.get(page).text
    assert client.post(page, {"stands": "no", "answer": "We were wrong."}).status_code == 302
    promise.refresh_from_db()
    assert promise.kept_at is not None
    assert "We were wrong." in rendering.render(Notification.objects.get(kind="claims/looked_again"))[1]
    builders.sign_in(client, rosa)
    assert "We were wrong." in client.get(reverse("my_claims:detail", args=[claim.ref])).text


def test_never_by_who_refused(trust, approver, rosa):
    builders.staff_user("approver", trust)
    look = actions.ask_again(refused(rosa.person, trust, approver), words="", by=rosa)
    with pytest.raises(TransitionRefused):
        actions.answer_again(look, stands=True, answer="No.", by=approver)
    with pytest.raises(DatabaseError, match="second_look_by_somebody_else"), transaction.atomic():
        SecondLook.objects.update(looked_by=approver, looked_at=clock.now(), stands=True, answer="No.")


def test_with_nobody_else_it_says_so(trust, approver, rosa):
    claim = refused(rosa.person, trust, approver)
    StaffRole.objects.exclude(user=approver).delete()
    with pytest.raises(TransitionRefused):
        actions.ask_again(claim, words="", by=rosa)
    assert not SecondLook.objects.exists()


def test_nothing_refused_and_asked_twice(trust, approver, rosa):
    builders.staff_user("approver", trust)
    with pytest.raises(TransitionRefused):
        actions.ask_again(builders.approved_claim(rosa.person, trust), words="", by=rosa)
    claim = refused(rosa.person, trust, approver)
    actions.ask_again(claim, words="", by=rosa)
    with pytest.raises(TransitionRefused):
        actions.ask_again(Claim.objects.get(pk=claim.pk), words="", by=rosa)


def test_a_second_look_by_phone(client, trust, manager, approver, pat):
    claim = refused(pat, trust, approver)
    builders.staff_user("approver", trust)
    builders.sign_in(client, manager)
    path = reverse("claims:record_ask_again", args=[claim.ref])
    assert path in client.get(reverse("claims:detail", args=[claim.ref])).text
    assert client.post(path, {"words": "", **how()}).status_code == 302
    promise = Promise.objects.get(kind="claims.second_look")
    assert promise.owner not in (manager.person, approver.person)
    assert "does not agree" in rendering.render(Notification.objects.get(kind="claims/look_again"))[1]
