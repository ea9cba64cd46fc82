"""People read what was done in words, not in the short verbs of the tables of moves."""

import pytest

from coproduce.foundation.history import verbs
from expenses.bookings.states import ADVANCE_MOVES
from expenses.bookings.states import MOVES as BOOKING_MOVES
from expenses.claims.states import LINE_MOVES
from expenses.claims.states import MOVES as CLAIM_MOVES
from expenses.payments.states import MOVES as RUN_MOVES
from expenses.payments.states import Answer


@pytest.mark.parametrize(
    "verb",
    [
        *CLAIM_MOVES,
        *LINE_MOVES,
        *BOOKING_MOVES,
        *ADVANCE_MOVES,
        *RUN_MOVES,
        *(f"payee says: {answer}" for answer in Answer.values),
    ],
)
def test_every_move_of_money_has_words(verb):
    assert verbs.words_of(verb) != verb


def test_a_verb_cannot_mean_two_things():
    with pytest.raises(ValueError, match="two things"):
        verbs.register({"approve": "waved through"})
