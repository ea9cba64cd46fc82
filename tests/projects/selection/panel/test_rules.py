"""What is in the way of scoring, and who counts as the same person: decided without a database."""

from dataclasses import replace

import pytest

from projects.selection.panel.rules import Beginning, in_the_way, same_reach, seal

READY = Beginning(
    scored=True, closed=True, people=3, ready=2, has_public=True, no_public_why="", unread=0, left_to_redact=0
)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, None),
        ({"scored": False}, "Nobody gives points"),
        ({"closed": False}, "has not closed"),
        ({"people": 0}, "Nobody takes part"),
        ({"ready": 1}, "So far: 1"),
        ({"unread": 1}, "knows 1 of those"),
        ({"has_public": False}, "No public member"),
        ({"has_public": False, "no_public_why": "Nobody could come."}, None),
        ({"left_to_redact": 2}, "2 answers"),
    ],
)
def test_what_is_in_the_way_of_scoring(change, said):
    found = in_the_way(replace(READY, **change))
    assert (said is None and found == []) or (len(found) == 1 and said in found[0])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"email": "Rosa@example.org "}, {"email": "rosa@example.org"}, True),
        ({"email": ""}, {"email": ""}, False),
        ({"phone": "+44 117 496 0130"}, {"phone": "0117 4960130"}, True),
        ({"phone": ""}, {"phone": ""}, False),
        ({"email": "a@example.org", "phone": "0117"}, {"email": "b@example.org", "phone": "0118"}, False),
    ],
)
def test_one_mailbox_or_one_phone_is_a_conflict(one, other, same):
    assert same_reach(one, other) is same


def test_one_name_more_or_less_is_another_list():
    assert seal(["a", "b"]) == seal(["b", "a"]) != seal(["a"])
