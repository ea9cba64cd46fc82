import pytest

from projects.roles.states import ASSIGNMENT_FACTS, PROPOSAL_FACTS, AssignmentState, ProposalState


@pytest.mark.parametrize(
    ("facts", "states"), [(ASSIGNMENT_FACTS, AssignmentState), (PROPOSAL_FACTS, ProposalState)]
)
def test_every_status_has_facts(facts, states):
    assert set(facts) == set(states)
