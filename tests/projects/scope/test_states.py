from projects.scope.states import OPENNESS_FACTS, Openness


def test_every_kind_of_influence_has_facts():
    assert set(OPENNESS_FACTS) == set(Openness)
