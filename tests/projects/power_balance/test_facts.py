"""Pages read the facts of a state from one table: every state has its row."""

import pytest

from projects.power_balance.states import (
    ACTION_FACTS,
    ACTION_TRANSITIONS,
    DISPUTE_FACTS,
    DISPUTE_TRANSITIONS,
    REVIEW_FACTS,
    REVIEW_TRANSITIONS,
    ActionState,
    DisputeState,
    ReviewState,
)


@pytest.mark.parametrize(
    ("facts", "states"),
    [(ACTION_FACTS, ActionState), (REVIEW_FACTS, ReviewState), (DISPUTE_FACTS, DisputeState)],
)
def test_every_state_has_its_facts(facts, states):
    assert list(facts) == list(states)


def test_what_pages_offer_is_what_may_be_done():
    offered = {
        state: {
            "answer": facts.waits_for_answer,
            "do": facts.is_open,
            "confirm": facts.can_be_confirmed,
            "not yet": facts.can_be_confirmed,
            "set aside": facts.can_be_set_aside,
        }
        for state, facts in ACTION_FACTS.items()
    }
    allowed = {
        state: {verb: state in one.sources for verb, one in ACTION_TRANSITIONS.items()}
        for state in ActionState
    }
    assert offered == allowed
    assert {state for state, facts in REVIEW_FACTS.items() if facts.is_open} == set(
        REVIEW_TRANSITIONS["close"].sources
    )
    assert {state for state, facts in DISPUTE_FACTS.items() if facts.waits_for_answer} == set(
        DISPUTE_TRANSITIONS["answer"].sources
    )
