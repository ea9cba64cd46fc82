"""When people can be asked to a meeting, and where the times of step 4 stand."""

import datetime as dt

import pytest

from coproduce.foundation.transitions import TransitionRefused
from projects.meetings.planning import rules
from projects.meetings.planning.models import Meeting
from projects.meetings.times.rules import LeftOut

START = dt.datetime(2027, 10, 26, 9, tzinfo=dt.UTC)
END = START + dt.timedelta(hours=2)
MINUTE = dt.timedelta(minutes=1)


def meeting(**fields) -> Meeting:
    return Meeting(**{"title": "One", "starts_at": START, "ends_at": END, "place": "Library", **fields})


def counted(public=0, of_public=1, of_staff=1) -> LeftOut:
    return LeftOut(START, END, public, of_public, 0, of_staff, of_public, of_staff)


def test_people_are_asked_until_it_begins():
    rules.must_be_fit(meeting(), counted(), "", START - MINUTE)
    with pytest.raises(TransitionRefused, match="has passed"):
        rules.must_be_fit(meeting(), counted(), "", START)


@pytest.mark.parametrize(("of_public", "of_staff"), [(1, 0), (0, 1), (1, 1)])
def test_one_person_on_either_side_is_enough(of_public, of_staff):
    rules.must_be_fit(meeting(), counted(0, of_public, of_staff), "", START - MINUTE)


def test_nobody_at_all_is_refused():
    with pytest.raises(TransitionRefused, match="who is asked"):
        rules.must_be_fit(meeting(), counted(0, 0, 0), "", START - MINUTE)


@pytest.mark.parametrize(
    ("public", "why", "fits"), [(1, " ", False), (1, "The only day", True), (0, "", True)]
)
def test_a_time_that_leaves_public_contributors_out_needs_a_reason(public, why, fits):
    if fits:
        rules.must_be_fit(meeting(), counted(public), why, START - MINUTE)
    else:
        with pytest.raises(TransitionRefused, match="This time leaves out 1 of 1"):
            rules.must_be_fit(meeting(), counted(public), why, START - MINUTE)


@pytest.mark.parametrize(
    ("fields", "now", "missing"),
    [
        ({"left_out_public": 0}, END, []),
        ({"left_out_public": 1}, END, ["Say why “One” leaves someone out"]),
        ({"left_out_public": 1, "why_this_time": "The only day"}, END, []),
        ({"left_out_public": 0}, END + MINUTE, ["Record who came to “One”"]),
    ],
)
def test_what_is_missing_for_a_meeting_people_are_invited_to(fields, now, missing):
    assert rules.times_state([meeting(status="invited", **fields)], now).missing == missing
