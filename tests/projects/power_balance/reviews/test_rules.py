"""Small groups are protected; the widest gap comes first; a review closes when both sides are in."""

import datetime as dt
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.power_balance.reviews import rules
from projects.power_balance.reviews.rules import Turnout
from projects.power_balance.reviews.states import ShownAs, Theme
from projects.team.states import Side

DAY = dt.date(2027, 5, 14)
LATER = DAY + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        ([], (ShownAs.NOTHING, None)),
        ([5], (ShownAs.NOTHING, None)),
        ([1, 1], (ShownAs.COARSE, rules.LESS)),
        ([2, 3], (ShownAs.COARSE, rules.LESS)),
        ([1, 5], (ShownAs.COARSE, rules.BETWEEN)),
        ([3, 4], (ShownAs.COARSE, rules.MORE)),
        ([1, 1, 1], (ShownAs.AVERAGE, 2)),
        ([3, 3, 2], (ShownAs.AVERAGE, 5)),
        ([5, 5, 5, 5], (ShownAs.AVERAGE, 10)),
    ],
)
def test_what_may_be_shown_of_a_side(answers, shown):
    assert rules.protect(answers) == shown


@given(st.lists(st.integers(1, 5), max_size=2))
def test_of_fewer_than_three_only_three_values_are_ever_told(answers):
    assert rules.protect(answers)[1] in (None, rules.LESS, rules.BETWEEN, rules.MORE)


@given(st.lists(st.integers(1, 5), min_size=3, max_size=30))
def test_an_average_is_told_in_half_steps_of_the_scale(answers):
    shown_as, halves = rules.protect(answers)
    assert (shown_as, type(halves), 2 <= halves <= 10) == (ShownAs.AVERAGE, int, True)


def rating(equal: int, side=Side.PUBLIC, words="", theme=Theme.TIMES, may_quote=True):
    return SimpleNamespace(
        theme=theme, equal=equal, words=words, may_quote=may_quote, rater=SimpleNamespace(side=side)
    )


def test_cannot_say_does_not_count_so_that_a_group_gets_no_larger_by_it():
    rows = [rating(2, words="b"), rating(2, words="a"), rating(0, words="c"), rating(5, Side.PROFESSIONAL)]
    assert rules.result_of(Theme.TIMES, Side.PUBLIC, rows) == {
        "theme": Theme.TIMES,
        "side": Side.PUBLIC,
        "answered": 2,
        "shown_as": ShownAs.COARSE,
        "halves": rules.LESS,
        "words": [],
    }


def test_words_are_kept_in_an_order_that_tells_nobody():
    rows = [rating(2, words="b"), rating(2, words="a"), rating(2)]
    assert rules.result_of(Theme.TIMES, Side.PUBLIC, rows)["words"] == ["a", "b"]


def test_words_are_quoted_only_where_their_author_said_so_and_never_of_a_small_group():
    rows = [rating(2, words="b"), rating(2, words="mine alone", may_quote=False), rating(2)]
    assert rules.result_of(Theme.TIMES, Side.PUBLIC, rows)["words"] == ["b"]
    assert rules.result_of(Theme.TIMES, Side.PUBLIC, rows[:2])["words"] == []


def result(theme, side, shown_as, halves):
    return SimpleNamespace(theme=theme, side=side, shown_as=shown_as, halves=halves, words=[])


def both(theme, public, staff):
    kinds = {None: ShownAs.NOTHING, 3: ShownAs.COARSE, 6: ShownAs.COARSE, 9: ShownAs.COARSE}
    return [
        result(theme, Side.PUBLIC, kinds.get(public, ShownAs.AVERAGE), public),
        result(theme, Side.PROFESSIONAL, kinds.get(staff, ShownAs.AVERAGE), staff),
    ]


def test_the_widest_gap_comes_first_and_what_cannot_be_compared_last():
    values = [(10, 8), (2, 10), (None, 8), (4, 5), (3, 8), (8, 8), (4, 4)]
    rows = [row for theme, pair in zip(Theme, values, strict=True) for row in both(theme, *pair)]
    told = [(one.theme, one.public, one.staff, one.apart, one.sentence) for one in rules.findings(rows)]
    less, same = "Public contributors find it less equal than staff do.", "Both sides see it the same way."
    assert told == [
        ("Papers and background", "not at all equal", "fully equal", "4 steps apart", less),
        ("Money and time", "less equal", "mostly equal", "different", less),
        (
            "Meeting times",
            "fully equal",
            "mostly equal",
            "1 step apart",
            "Staff find it less equal than public contributors do.",
        ),
        (
            "Decisions",
            "a little equal",
            "between “a little equal” and “partly equal”",
            "0.5 steps apart",
            less,
        ),
        ("What people need to take part", "mostly equal", "mostly equal", "no difference", same),
        ("Hearing what changed", "a little equal", "a little equal", "no difference", same),
        (
            "Who speaks and who chairs",
            "too few people to show",
            "mostly equal",
            "cannot be compared",
            "Too few people answered, so the two sides cannot be compared.",
        ),
    ]


@pytest.mark.parametrize(
    ("public", "staff", "today", "may"),
    [
        (Turnout(3, 3, 0), Turnout(1, 1, 0), DAY, True),
        (Turnout(3, 2, 1), Turnout(3, 3, 0), DAY, False),
        (Turnout(3, 2, 1), Turnout(3, 3, 0), LATER, True),
        (Turnout(3, 1, 2), Turnout(3, 3, 0), LATER, False),
        (Turnout(3, 0, 3), Turnout(3, 3, 0), LATER, False),
        (Turnout(3, 2, 0), Turnout(2, 2, 0), DAY, True),  # who has left is not waited for
        (Turnout(1, 0, 0), Turnout(2, 2, 0), LATER, False),
    ],
)
def test_when_a_review_can_be_closed(public, staff, today, may):
    turnout = {Side.PUBLIC: public, Side.PROFESSIONAL: staff}
    assert rules.may_close(turnout, rate_by=DAY, today=today) is may


@pytest.mark.parametrize(
    ("day", "next_day"),
    [
        ((2027, 1, 14), (2027, 7, 14)),
        ((2027, 8, 31), (2028, 2, 29)),
        ((2026, 8, 31), (2027, 2, 28)),
        ((2027, 6, 30), (2027, 12, 30)),
        ((2027, 7, 1), (2028, 1, 1)),
    ],
)
def test_the_next_review_is_due_in_six_months(day, next_day):
    assert rules.next_due(dt.date(*day)) == dt.date(*next_day)
