"""One table says what each status of a claim means: nothing is left out, and it fits the moves."""

from expenses.claims.states import (
    FACTS,
    LINE_FACTS,
    TRANSITIONS,
    UNPAID,
    ClaimState,
    Holder,
    LineDecision,
)


def test_every_status_has_facts():
    assert set(FACTS) == set(ClaimState)
    assert set(LINE_FACTS) == set(LineDecision)
    assert all(facts.theirs for facts in FACTS.values())


def test_what_the_facts_say_of_each_status():
    said = {
        state: (facts.holder, facts.stage, facts.never_paid, facts.is_payable)
        for state, facts in FACTS.items()
    }
    assert said == {
        ClaimState.DRAFT: (Holder.PERSON, None, True, False),
        ClaimState.SENT: (Holder.APPROVER, 0, False, False),
        ClaimState.RETURNED: (Holder.PERSON, None, False, False),
        ClaimState.APPROVED: (Holder.FINANCE, 1, False, True),
        ClaimState.IN_PAYMENT: (Holder.FINANCE, 2, False, False),
        ClaimState.PAID: (Holder.NOBODY, 3, False, False),
        ClaimState.BOUNCED: (Holder.FINANCE, 2, False, True),
        ClaimState.REFUSED: (Holder.NOBODY, None, True, False),
        ClaimState.WITHDRAWN: (Holder.NOBODY, None, True, False),
    }


def test_we_owe_what_an_approver_or_finance_has():
    assert UNPAID == (ClaimState.SENT, ClaimState.APPROVED, ClaimState.IN_PAYMENT, ClaimState.BOUNCED)


def test_what_is_decided_is_not_taken_back():
    assert TRANSITIONS["withdraw"].sources == (ClaimState.DRAFT, ClaimState.SENT, ClaimState.RETURNED)
