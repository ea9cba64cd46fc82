"""One table says what each status of a policy means, and one what each unit of a rate does."""

from django.conf import settings

from expenses.policies.states import ALLOWANCES, FACTS, UNITS, Category, PolicyState, Unit, pays_for


def test_every_status_has_facts():
    assert set(FACTS) == set(PolicyState)


def test_every_unit_has_its_rule_and_is_explained_to_who_writes_a_policy_file():
    assert set(UNITS) == set(Unit)
    page = (settings.BASE_DIR / "docs" / "policy-file.md").read_text()
    assert [unit for unit in Unit if f"`{unit}`" not in page] == []


def test_a_unit_is_for_one_kind_of_line():
    for unit in Unit:
        assert [kind for kind in Category if pays_for(unit, kind)] == [UNITS[unit].pays]
    assert ALLOWANCES == (Category.HOME_MEETING, Category.OVERNIGHT_FRIENDS)
