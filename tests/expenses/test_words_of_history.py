"""People read what was done in words, not in the short verbs of the tables of moves."""

import pytest

from coproduce.foundation.history import event_types
from expenses.bookings.states import TRANSITIONS as BOOKING_TRANSITIONS
from expenses.claims.states import LINE_TRANSITIONS
from expenses.claims.states import TRANSITIONS as CLAIM_TRANSITIONS
from expenses.payments.advances.states import TRANSITIONS
from expenses.payments.questions.states import Answer
from expenses.payments.states import TRANSITIONS as RUN_TRANSITIONS


@pytest.mark.parametrize(
    "verb",
    [
        *CLAIM_TRANSITIONS,
        *LINE_TRANSITIONS,
        *BOOKING_TRANSITIONS,
        *TRANSITIONS,
        *RUN_TRANSITIONS,
        *(f"payee says: {answer}" for answer in Answer.values),
    ],
)
def test_every_move_of_money_has_words(verb):
    assert event_types.display(verb) != verb


def test_a_verb_cannot_mean_two_things():
    with pytest.raises(ValueError, match="two things"):
        event_types.register({"approve": "waved through"})
