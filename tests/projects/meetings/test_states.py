import pytest

from projects.meetings.arrangements import states as arrangements
from projects.meetings.planning import states as planning


@pytest.mark.parametrize(
    ("facts", "states"),
    [
        (planning.FACTS, planning.MeetingState),
        (planning.RESPONSE_FACTS, planning.Response),
        (arrangements.FACTS, arrangements.ArrangementState),
    ],
)
def test_every_status_has_facts(facts, states):
    assert set(facts) == set(states)
