"""Where step 1 stands."""

from projects.scope import rules


def test_a_statement_alone_is_a_beginning():
    assert rules.state_of([], {"fixed"}).started
    assert not rules.state_of([], set()).started
