"""One table says what each status of an advance means."""

from expenses.payments.advances.states import FACTS, AdvanceState


def test_every_status_has_facts():
    assert set(FACTS) == set(AdvanceState)


def test_one_status_waits_for_our_answer():
    assert [state for state, facts in FACTS.items() if facts.waits_for_answer] == [AdvanceState.ASKED]
