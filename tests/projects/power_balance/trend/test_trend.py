"""The evidence over time: periods, what may be shown, the picture with its table, and who sees it."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.foundation import clock
from projects.power_balance.trend.picture import draw
from projects.power_balance.trend.queries import MEASURES, over_time
from projects.power_balance.trend.rules import MOST, TrendPoint, TrendUnit, TrendValue, periods, series
from tests import builders
from tests.projects.power_balance import happened

DAY = dt.date
IN_DB = pytest.mark.django_db


def told(points, unit=TrendUnit.SHARE, **given) -> list[tuple[str, str]]:
    life = {"start": DAY(2026, 1, 5), "end": DAY(2026, 6, 30), "today": DAY(2026, 3, 31), **given}
    return [(one.period.short, one.words) for one in series(points, unit, **life)]


@pytest.mark.parametrize(
    ("start", "end", "labels"),
    [
        (DAY(2026, 1, 31), DAY(2026, 2, 1), ["January 2026", "February 2026"]),
        (DAY(2025, 12, 31), DAY(2025, 12, 31), ["December 2025"]),
        (
            DAY(2025, 11, 1),
            DAY(2026, 11, 1),
            [
                "October 2025 – December 2025",
                "January 2026 – March 2026",
                "April 2026 – June 2026",
                "July 2026 – September 2026",
                "October 2026 – December 2026",
            ],
        ),
    ],
)
def test_a_short_life_is_told_by_month_and_a_long_one_by_quarter(start, end, labels):
    assert [one.label for one in periods(start, end)] == labels


def test_of_a_very_long_life_the_latest_stay():
    found = periods(DAY(2000, 1, 1), DAY(2026, 12, 31))
    assert (len(found), found[-1].first) == (MOST, DAY(2026, 10, 1))


def test_what_happened_is_put_into_its_month():
    points = [TrendPoint(DAY(2026, 1, 5), 1), TrendPoint(DAY(2026, 1, 31), 0), TrendPoint(DAY(2026, 3, 1), 1)]
    assert told(points) == [("Jan 26", "50%"), ("Feb 26", ""), ("Mar 26", "100%")]


def test_what_is_ahead_does_not_count_and_what_was_before_the_start_does():
    points = [TrendPoint(DAY(2026, 4, 1), 1), TrendPoint(DAY(2025, 12, 31), 1)]
    assert told(points)[0] == ("Dec 25", "100%")
    assert len(told(points)) == 4


def test_a_project_that_has_not_begun_has_a_place_for_today():
    assert told([], start=DAY(2026, 9, 1)) == [("Mar 26", "")]


def test_days_are_told_by_the_middle():
    points = [TrendPoint(DAY(2026, 1, 5), days) for days in (1, 4, 30)]
    assert told(points, TrendUnit.DAYS)[0] == ("Jan 26", "4 days")


def of_people(*quarters: list[int]) -> list[tuple[str, str]]:
    points = [
        TrendPoint(DAY(2025, 1 + 3 * place, 9), 1, person=person)
        for place, people in enumerate(quarters)
        for person in people
    ]
    return told(points, start=DAY(2025, 1, 1), end=DAY(2025, 12, 1), of_people=True)


def test_what_is_about_few_people_is_not_told_and_cannot_be_worked_out_from_the_sum():
    few = "too few people to show"
    assert of_people([1, 2, 3], [1, 2, 3, 4], [1, 2, 3, 4, 5], [1, 2]) == [
        ("Jan 25", few),  # hidden too: else the last would be the whole less the others
        ("Apr 25", "100%"),
        ("Jul 25", "100%"),
        ("Oct 25", few),
    ]
    assert of_people([1, 2, 3], [1], [2, 3], [1, 2, 3])[1:3] == [("Apr 25", few), ("Jul 25", few)]
    assert of_people([1, 1, 1, 1])[0] == ("Jan 25", few)


def values(*numbers: float | None) -> list[TrendValue]:
    return [
        TrendValue(period, number, "")
        for period, number in zip(periods(DAY(2026, 1, 1), DAY(2026, len(numbers), 1)), numbers, strict=True)
    ]


def test_the_picture_goes_from_dot_to_dot():
    picture = draw(values(0, 50, None, 100), TrendUnit.SHARE)
    assert [(dot.y, dot.text) for dot in picture.dots] == [("156.0", "0%"), ("91.0", "50%"), ("26.0", "100%")]
    assert picture.line == "73.0,156.0 139.0,91.0 271.0,26.0"
    assert [mark.text for mark in picture.scale] == ["0%", "50%", "100%"]
    assert len(picture.labels) == 4


def test_the_scale_of_days_holds_the_highest():
    picture = draw(values(3, 21), TrendUnit.DAYS)
    assert [mark.text for mark in picture.scale] == ["0", "11", "22"]
    assert draw(values(0, 0), TrendUnit.DAYS).dots[0].y == "156.0"


def test_many_dots_have_no_numbers_and_few_words_below():
    picture = draw(values(*[1.0] * 12), TrendUnit.SHARE)
    assert {dot.text for dot in picture.dots} == {""}
    assert len(picture.labels) == 4


def test_nothing_is_drawn_of_nothing():
    assert draw(values(None, None), TrendUnit.SHARE) is None


def a_bit_of_everything(project, manager) -> None:
    meeting = happened.with_attendance(happened.held(project, ago=3), public=3)
    happened.noted(meeting)
    builders.decision(project, manager)
    for key in ("claims.pay", "meetings.word"):
        happened.promised(project, key, made=20, due=10, kept=3)


@IN_DB
@pytest.mark.parametrize("key", MEASURES)
def test_each_measure_is_drawn_from_what_happened_with_the_same_queries(project, manager, key):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            found = over_time(project, key)
            assert found["drawn"], key
        return len(seen)

    for _n in range(3):
        a_bit_of_everything(project, manager)
    few = queries()
    for _n in range(9):
        a_bit_of_everything(project, manager)
    assert queries() == few


@IN_DB
@pytest.mark.parametrize("key", MEASURES)
def test_where_nothing_happened_it_says_so(client, project, manager, key):
    builders.sign_in(client, manager)
    shown = client.get(reverse("power_balance:trend", args=[project.ref]), {"show": key}).content.decode()
    assert ("There is nothing to show yet." in shown, "<svg class" in shown) == (True, False)


@IN_DB
def test_the_page_has_the_picture_and_the_same_as_a_table(client, project, manager, member):
    a_bit_of_everything(project, manager)
    for user, space in ((manager, "power_balance"), (member, "my_power_balance")):
        builders.sign_in(client, user)
        address = reverse(f"{space}:trend", args=[project.ref])
        shown = client.get(address, {"show": "room"}).content.decode()
        svg = re.search(r"<svg class=\"app-trend\".*?</svg>", shown, re.DOTALL)[0]
        assert ('role="img"' in svg, "75%" in svg, "style=" in svg) == (True, True, False)
        assert '<td class="nhsuk-table__cell">3 of 4</td>' in shown
        assert re.search(r'<option value="room"\s+selected', shown)
        entry = "power_balance:overview" if user == manager else "my_power_balance:records"
        assert address in client.get(reverse(entry, args=[project.ref])).content.decode()


@IN_DB
@pytest.mark.parametrize("show", ["", "made-up", "<script>", "room'--"])
def test_a_made_up_number_shows_the_first(client, project, manager, show):
    builders.sign_in(client, manager)
    answer = client.get(reverse("power_balance:trend", args=[project.ref]), {"show": show})
    assert answer.context["measure"] == MEASURES["room"]


@IN_DB
def test_one_persons_seat_and_claim_are_not_told(client, project, member):
    meeting = happened.held(project, ago=3)
    happened.asked(meeting, member.person, "public", came=False)
    happened.promised(project, "claims.pay", person=member.person, made=20, due=10, kept=3)
    builders.sign_in(client, member)
    for key in ("came", "pay"):
        shown = client.get(reverse("my_power_balance:trend", args=[project.ref]), {"show": key})
        assert "<svg class" not in shown.content.decode()
    assert {one.words for one in over_time(project, "came")["values"]} == {"too few people to show"}


@IN_DB
def test_strangers_find_no_trend(client, project, manager, member):
    elsewhere = builders.staff_user("ppi_manager", builders.organisation())
    stranger = builders.contributor_user(project.organisation)
    for user, space in (
        (elsewhere, "power_balance"),
        (member, "power_balance"),
        (stranger, "my_power_balance"),
        (manager, "my_power_balance"),
    ):
        builders.sign_in(client, user)
        assert client.get(reverse(f"{space}:trend", args=[project.ref])).status_code == 404


@IN_DB
def test_what_happens_at_midnight_in_the_uk_counts_there(project):
    starts = dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC)  # 1 July in the UK
    happened.with_attendance(
        happened.held(project, starts_at=starts, ends_at=starts + happened.DAY), public=1
    )
    with clock.pretend(dt.datetime(2026, 7, 15, 12, tzinfo=dt.UTC)):
        drawn = over_time(project, "room")["drawn"]
    assert [one.period.first for one in drawn] == [DAY(2026, 7, 1)]
