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
    assert LeftOut(NOON, NOON, public, of_public, 0, 0).public_words == words


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
    assert LeftOut(NOON, NOON, 0, 0, staff, of_staff).staff_words == words


@pytest.mark.parametrize(("public", "staff", "nobody"), [(0, 0, True), (1, 0, False), (0, 1, False)])
def test_nobody_is_left_out_on_neither_side(public, staff, nobody):
    assert LeftOut(NOON, NOON, public, 2, staff, 2).nobody is nobody
