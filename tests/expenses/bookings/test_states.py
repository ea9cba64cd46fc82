"""One table says what each status of a request to book means."""

from expenses.bookings.states import FACTS, BookingState


def test_every_status_has_facts():
    assert set(FACTS) == set(BookingState)


def test_one_status_waits_for_our_answer():
    assert [state for state, facts in FACTS.items() if facts.waits_for_answer] == [BookingState.ASKED]
