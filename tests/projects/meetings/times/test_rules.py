"""How many people a time leaves out, in words."""

import datetime as dt

import pytest

from projects.meetings.times.rules import LeftOut

NOON = dt.datetime(2027, 10, 26, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("public", "of_public", "words"),
    [
        (0, 0, "none of the 0 public contributors"),
        (0, 1, "0 of 1 public contributor"),
        (1, 1, "1 of 1 public contributor"),
        (0, 2, "none of the 2 public contributors"),
        (1, 2, "1 of 2 public contributors"),
    ],
)
def test_public_contributors_are_counted_in_words(public, of_public, words):
    assert LeftOut(NOON, NOON, public, of_public, 0, 0, of_public, 0).public_words == words


@pytest.mark.parametrize(
    ("staff", "of_staff", "words"),
    [
        (0, 0, "none of the 0 staff"),
        (0, 1, "0 of 1 staff"),
        (1, 1, "1 of 1 staff"),
        (0, 2, "none of the 2 staff"),
        (1, 2, "1 of 2 staff"),
    ],
)
def test_staff_are_counted_in_words(staff, of_staff, words):
    assert LeftOut(NOON, NOON, 0, 0, staff, of_staff, 0, of_staff).staff_words == words


@pytest.mark.parametrize(("public", "staff", "nobody"), [(0, 0, True), (1, 0, False), (0, 1, False)])
def test_nobody_is_left_out_on_neither_side(public, staff, nobody):
    assert LeftOut(NOON, NOON, public, 2, staff, 2, 2, 2).nobody is nobody


@pytest.mark.parametrize(
    ("counts", "sentence", "short"),
    [
        (
            (0, 5, 0, 3, 0, 0),
            "Nobody has told us yet when they can come. So we do not know who can come at this time.",
            "nobody has told us yet",
        ),
        (
            (0, 5, 0, 3, 3, 0),
            "3 of 5 public contributors and 0 of 3 staff have told us when they can come."
            " Of those, this time leaves out none of the 3 public contributors.",
            "none of the 3 public contributors",
        ),
        (
            (1, 5, 0, 0, 2, 0),
            "2 of 5 public contributors have told us when they can come."
            " Of those, this time leaves out 1 of 2 public contributors.",
            "1 of 2 public contributors",
        ),
        (
            (0, 2, 0, 2, 2, 2),
            "This time leaves out none of the 2 public contributors and none of the 2 staff.",
            "none of the 2 public contributors, none of the 2 staff",
        ),
    ],
)
def test_silence_is_never_counted_as_can_come(counts, sentence, short):
    found = LeftOut(NOON, NOON, *counts)
    assert (found.sentence, found.in_short) == (sentence, short)
