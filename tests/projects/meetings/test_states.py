import pytest

from projects.meetings.states import (
    ARRANGEMENT_FACTS,
    FACTS,
    RESPONSE_FACTS,
    ArrangementState,
    MeetingState,
    Response,
)


@pytest.mark.parametrize(
    ("facts", "states"),
    [(FACTS, MeetingState), (RESPONSE_FACTS, Response), (ARRANGEMENT_FACTS, ArrangementState)],
)
def test_every_status_has_facts(facts, states):
    assert set(facts) == set(states)
