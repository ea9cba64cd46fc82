from projects.diversity.states import OUTCOME_FACTS, ReleaseOutcome


def test_every_outcome_of_a_release_has_facts():
    assert set(OUTCOME_FACTS) == set(ReleaseOutcome)
