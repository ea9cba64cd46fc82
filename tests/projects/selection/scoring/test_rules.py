"""Medians, how far scorers are apart, the bar, and an order that is random and stays."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.selection.scoring import rules
from projects.selection.scoring.rules import Bar, Criterion, Standing

HALF = Decimal("0.5")
POINTS = st.lists(st.integers(0, 4), max_size=7)


@pytest.mark.parametrize(
    ("points", "median", "spread", "talk"),
    [
        ([], None, 0, True),
        ([3], 3, 0, False),
        ([2, 3], 2 + HALF, 1, False),
        ([1, 3], 2, 2, True),
        ([4, 0, 3], 3, 4, True),
        ([4, 3, 3, 4], 3 + HALF, 1, False),
    ],
)
def test_median_spread_and_talk(points, median, spread, talk):
    found = rules.median(points), rules.spread(points), rules.must_talk(points)
    assert found == (median, spread, talk)


@given(POINTS)
def test_one_wild_score_moves_no_median_past_its_neighbour(points):
    if len(points) > 2:
        ordered = sorted(points)
        assert ordered[0] <= rules.median(points) <= ordered[-1]
        assert rules.median([*ordered[:-1], 99]) == rules.median(ordered)
    assert rules.median(list(reversed(points))) == rules.median(points)


@pytest.mark.parametrize(
    ("points", "settled", "may"),
    [
        ([1, 4], None, True),
        ([1, 4], 1, True),
        ([1, 4], 4, True),
        ([1, 3], 4, False),
        ([1, 3], 0, False),
        ([], None, False),
        ([], 0, True),
        ([], 5, False),
    ],
)
def test_a_talk_ends_between_the_scores(points, settled, may):
    assert rules.may_settle(points, settled) is may


def test_both_scores_are_kept_when_a_talk_settled_something():
    row = rules.on_criterion(1, [1, None, 4], talked=True, settled=2)
    assert (row.points, row.abstained, row.median, row.spread) == ((1, 4), 1, 2 + HALF, 3)
    assert (row.counts, row.to_talk) == (2, False)


CRITERIA = [Criterion(1, essential=True), Criterion(2, essential=False)]
BAR = Bar(essential=Decimal(2), total=Decimal(4))


def stands(one, two, *, locked=2, waits_for=0, talked=False) -> Standing:
    scored = {
        pk: rules.on_criterion(pk, given, talked=talked, settled=None) for pk, given in ((1, one), (2, two))
    }
    return rules.standing(7, "code", CRITERIA, scored, BAR, locked=locked, waits_for=waits_for)


def test_the_bar_asks_for_both_the_essential_and_the_whole():
    assert stands([2, 2], [2, 2]) == Standing(7, "code", Decimal(4), Decimal(2), True, True)
    assert not stands([1, 2], [4, 4]).meets_bar  # the essential one is below
    assert not stands([2, 2], [1, 2]).meets_bar  # all together is below
    assert not stands([], [], locked=0).meets_bar


def test_it_is_settled_when_all_have_locked_and_talked():
    assert stands([2, 2], [2, 2]).settled
    assert not stands([2, 2], [2, 2], waits_for=1).settled
    assert not stands([0, 4], [2, 2]).settled
    assert stands([0, 4], [2, 2], talked=True).settled
    assert not stands([None, None], [2, 2]).settled


def test_the_highest_stands_first_and_equals_by_code():
    rows = [
        Standing(n, code, Decimal(t), Decimal(2), True, True)
        for n, code, t in ((1, "b", 3), (2, "a", 3), (3, "c", 4))
    ]
    assert [one.code for one in rules.in_order(rows)] == ["c", "a", "b"]


CODES = st.lists(st.text("abcdef23456789", min_size=10, max_size=10), unique=True, max_size=12)


@given(CODES, st.randoms())
def test_the_order_is_of_the_codes_alone(codes, random):
    """Neither when one came in nor its number can move it; taking one out moves no other."""
    order = rules.own_order("anna", codes)
    mixed = list(codes)
    random.shuffle(mixed)
    assert rules.own_order("anna", mixed) == order
    assert sorted(order) == sorted(codes)
    if codes:
        assert rules.own_order("anna", codes[1:]) == [one for one in order if one != codes[0]]


def test_no_two_scorers_read_in_the_same_order():
    codes = [f"code{n:06}" for n in range(30)]
    assert len({tuple(rules.own_order(who, codes)) for who in "abcdef"}) == 6
    firsts = {rules.own_order(f"scorer {n}", codes)[0] for n in range(200)}
    assert len(firsts) > 20  # no code is always first


def test_next_goes_on_and_comes_round():
    order = ["a", "b", "c"]
    assert rules.next_after(order, done=[], current="a") == "b"
    assert rules.next_after(order, done=["b"], current="a") == "c"
    assert rules.next_after(order, done=["c"], current="b") == "a"
    assert rules.next_after(order, done=["b", "c"], current="a") == ""
    assert rules.next_after(order, done=["a"]) == "b"
    assert rules.next_after([], done=[]) == ""


def test_what_is_missing_before_locking():
    said = {1: (3, "Knows it"), 2: (3, " "), 3: (None, "")}
    assert rules.missing([1, 2, 3, 4], said) == [2, 4]


DAY = dt.date(2027, 3, 1)


@pytest.mark.parametrize(
    ("day", "hear_by", "fits"), [(0, 20, False), (1, 20, True), (19, 20, True), (20, 20, False), (3, 1, True)]
)
def test_a_day_to_score_by_is_to_come_and_before_everyone_hears(day, hear_by, fits):
    days = [DAY + dt.timedelta(days=n) for n in (day, hear_by)]
    assert rules.day_fits(days[0], today=DAY, hear_by=days[1]) is fits


@pytest.mark.parametrize(("hear_by", "usual"), [(60, 14), (10, 7), (2, 1), (-5, 1)])
def test_the_usual_day_fits(hear_by, usual):
    day = rules.usual_day(today=DAY, hear_by=DAY + dt.timedelta(days=hear_by))
    assert day == DAY + dt.timedelta(days=usual)
    assert rules.day_fits(day, today=DAY, hear_by=DAY + dt.timedelta(days=hear_by))
