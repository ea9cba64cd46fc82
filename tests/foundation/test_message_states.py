"""Pages read the facts of a message's state from one table."""

from coproduce.foundation.notifications.states import FACTS, NEEDS_PERSON, State


def test_every_state_has_facts():
    assert list(FACTS) == list(State)


def test_what_needs_a_person_is_listed_and_what_may_have_gone_out_late_is_not_sent_again():
    assert NEEDS_PERSON == (State.IN_DOUBT, State.PARKED, State.TOO_LATE)
    assert [state for state, facts in FACTS.items() if facts.can_be_sent_again] == [
        State.IN_DOUBT,
        State.PARKED,
    ]
