"""Pages read the facts of a state from one table: every state has its row, and it agrees with the moves."""

from projects.power_balance.decisions import states as disputes
from projects.power_balance.power_actions import states as actions
from projects.power_balance.reviews import states as reviews


def test_every_state_has_facts():
    assert list(actions.FACTS) == list(actions.ActionState)
    assert list(reviews.FACTS) == list(reviews.ReviewState)
    assert list(disputes.FACTS) == list(disputes.DisputeState)


def test_what_pages_offer_for_an_action_is_what_may_be_done():
    offered = {
        state: {
            "answer": facts.waits_for_answer,
            "do": facts.is_open,
            "confirm": facts.can_be_confirmed,
            "not yet": facts.can_be_confirmed,
            "set aside": facts.can_be_set_aside,
        }
        for state, facts in actions.FACTS.items()
    }
    moves = actions.ACTION_TRANSITIONS.items()
    assert offered == {
        state: {verb: state in move.sources for verb, move in moves} for state in actions.ActionState
    }


def test_an_open_review_can_be_closed_and_a_waiting_dispute_answered():
    is_open = tuple(state for state, facts in reviews.FACTS.items() if facts.is_open)
    waits = tuple(state for state, facts in disputes.FACTS.items() if facts.waits_for_answer)
    assert is_open == reviews.REVIEW_TRANSITIONS["close"].sources
    assert waits == disputes.DISPUTE_TRANSITIONS["answer"].sources
