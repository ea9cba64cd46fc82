from projects.scope.states import KIND_FACTS, Kind


def test_every_kind_of_influence_has_facts():
    assert set(KIND_FACTS) == set(Kind)
