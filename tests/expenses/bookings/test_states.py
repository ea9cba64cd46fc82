"""One table says what each status of a request to book, and of an advance, means."""

from expenses.bookings.states import ADVANCE_FACTS, FACTS, AdvanceState, BookingState


def test_every_status_has_facts():
    assert set(FACTS) == set(BookingState)
    assert set(ADVANCE_FACTS) == set(AdvanceState)


def test_one_status_of_each_waits_for_our_answer():
    assert [state for state, facts in FACTS.items() if facts.waits_for_answer] == [BookingState.ASKED]
    assert [state for state, facts in ADVANCE_FACTS.items() if facts.waits_for_answer] == [AdvanceState.ASKED]
