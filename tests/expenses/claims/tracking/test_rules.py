"""Where a claim stands, as the tracker shows it."""

import datetime as dt

import pytest

from contributors.accounts.models import Organisation
from contributors.people.models import Person
from expenses.claims.answering.models import SecondLook
from expenses.claims.models import Claim, ClaimLine
from expenses.claims.tracking.queries import may_ask_again, standing
from expenses.claims.tracking.rules import stages, who_has_it
from tests import builders


@pytest.mark.parametrize(
    ("status", "done", "now"),
    [
        ("draft", [False, False, False, False], [False, False, False, False]),
        ("sent", [False, False, False, False], [True, False, False, False]),
        ("approved", [True, False, False, False], [False, True, False, False]),
        ("in_payment", [True, True, False, False], [False, False, True, False]),
        ("bounced", [True, True, False, False], [False, False, True, False]),
        ("paid", [True, True, True, True], [False, False, False, True]),
        ("refused", [False, False, False, False], [False, False, False, False]),
    ],
)
def test_what_is_done_lies_before_what_is_now_and_nothing_after(status, done, now):
    found = stages(Claim(status=status))
    assert [one.words for one in found] == ["Sent", "Approved", "Being paid", "Paid"]
    assert ([one.done for one in found], [one.now for one in found]) == (done, now)


def told(status, *, for_staff=False, **fields) -> str:
    claim = Claim(
        status=status, organisation=Organisation(name="Harbour Trust"), person=Person(name="Rosa"), **fields
    )
    return who_has_it(claim, for_staff=for_staff)


def test_staff_read_their_own_words_only_where_there_are_some():
    assert told("returned") == "We have asked you a question."
    assert told("returned", for_staff=True) == "Rosa has a question to answer."
    assert told("draft", for_staff=True) == told("draft")


APPROVED = "The finance team of Harbour Trust has it. It will go into the next payment."
WAITS = "It is approved. We will pay it once we have what it is waiting for."


@pytest.mark.parametrize(
    ("status", "waits", "words"),
    [
        ("approved", "", APPROVED),
        ("approved", "payees.details", WAITS),
        ("sent", "payees.details", "The claims team at Harbour Trust is looking at it."),
        (
            "in_payment",
            "payees.details",
            "The finance team of Harbour Trust has sent the payment to the bank.",
        ),
    ],
)
def test_that_pay_waits_is_said_of_what_is_approved_and_not_on_its_way(status, waits, words):
    assert told(status, pay_waits=waits) == words


def test_what_came_back_waits_in_the_words_of_a_payment():
    assert told("bounced", pay_waits="payees.details") == told("bounced")


def test_a_deputy_is_named_while_the_claim_waits_for_a_decision():
    took_over = {"deputised_at": dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)}
    words = "They took it over on Monday 30 November 2026, so that you do not have to wait."
    assert [words in told(status, **took_over) for status in ("sent", "approved")] == [True, False]
    assert words not in told("sent")


@pytest.mark.django_db
def test_what_was_set_apart_is_shown_while_its_question_is_open():
    trust = builders.organisation()
    rosa = builders.person("Rosa", organisation=trust)
    whole, other = (builders.sent_claim(rosa, trust) for _n in range(2))
    apart = builders.sent_claim(rosa, trust, status="returned", split_from=whole)
    builders.sent_claim(rosa, trust, split_from=whole)
    asked = [standing(claim, [], reader=rosa)["asked"] for claim in (whole, other, apart)]
    assert asked == [apart, None, None]
    Claim.objects.filter(pk=apart.pk).update(status="sent")
    assert standing(whole, [], reader=rosa)["asked"] is None


@pytest.mark.django_db
def test_a_second_look_is_asked_for_once_and_only_where_something_was_refused():
    trust = builders.organisation()
    rosa = builders.contributor_user(trust)
    claim = builders.sent_claim(rosa.person, trust)
    refused, kept = ClaimLine(status="refused"), ClaimLine(status="approved")
    assert [may_ask_again(claim, lines) for lines in ([], [kept], [kept, refused])] == [False, False, True]
    SecondLook.objects.create(claim=claim, asked_by=rosa)
    claim.refresh_from_db()
    assert [may_ask_again(claim, lines) for lines in ([kept], [refused])] == [False, False]
