"""One table says what each status of a policy means."""

from expenses.policies.states import FACTS, PolicyState


def test_every_status_has_facts():
    assert set(FACTS) == set(PolicyState)
