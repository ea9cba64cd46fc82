from projects.checklist.states import VIEW_FACTS, View


def test_every_view_has_facts():
    assert set(VIEW_FACTS) == set(View)
