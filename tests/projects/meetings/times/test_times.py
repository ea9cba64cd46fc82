"""Who is left out, and better times: exact counts, no names, on the UK wall clock."""

import datetime as dt
import random

import pytest

from contributors.availability.models import Away, Circumstances, Unavailable
from contributors.availability.queries import patterns_of
from contributors.availability.rules import can_come
from coproduce.foundation import clock
from coproduce.foundation.working_days import bank_holiday_in
from projects.meetings.models import Meeting
from projects.meetings.times import board
from projects.meetings.times import queries as times_queries
from projects.meetings.times.rules import LeftOut
from projects.team.states import Side
from tests import builders

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2027, 10, 1, 9, tzinfo=dt.UTC)
TUESDAY = dt.date(2027, 10, 26)  # summer time ends on Sunday 31 October 2027
TUESDAY_AFTER = dt.date(2027, 11, 2)


def uk(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=clock.UK).astimezone(dt.UTC)


def cannot(person, weekday: int, start: int, end: int) -> None:
    Unavailable.objects.create(person=person, weekday=weekday, from_minute=start * 60, to_minute=end * 60)


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def project(trust):
    return builders.project(trust)


@pytest.fixture
def public(project, trust):
    people = [builders.person(organisation=trust) for _ in range(5)]
    for one in people:
        builders.team_member(project, one)
    return people


@pytest.fixture
def staff(project, trust):
    people = [builders.person(organisation=trust) for _ in range(2)]
    for one in people:
        builders.team_member(project, one, Side.PROFESSIONAL)
    return [project.lead, *people]


def planned(project, people, starts_at, hours=2) -> Meeting:
    ends_at = starts_at + dt.timedelta(hours=hours)
    return builders.meeting(project, *people, starts_at=starts_at, ends_at=ends_at)


def count(meeting) -> LeftOut:
    return times_queries.everybody_asked(meeting, meeting.invitations.all()).at(
        meeting.starts_at, meeting.ends_at
    )


def test_the_sentence_counts_both_sides_and_names_nobody(project, public, staff):
    cannot(public[0], 1, 9, 12)
    Away.objects.create(person=public[1], first_day=TUESDAY, last_day=TUESDAY)
    builders.any_time(*public, *staff)
    found = count(planned(project, [*public, *staff], uk(TUESDAY, 10)))
    assert (found.public, found.of_public, found.staff, found.of_staff) == (2, 5, 0, 3)
    assert found.sentence == "This time leaves out 2 of 5 public contributors and none of the 3 staff."
    assert (found.nobody, [one.name for one in public if one.name in repr(found)]) == (False, [])


@pytest.mark.parametrize(
    ("day", "hour", "left_out"),
    [(TUESDAY, 12, 0), (TUESDAY, 11, 1), (TUESDAY_AFTER, 12, 0), (TUESDAY_AFTER, 11, 1)],
)
def test_not_before_noon_means_noon_on_the_clock_in_summer_and_in_winter(
    project, public, day, hour, left_out
):
    cannot(public[0], 1, 9, 12)
    assert count(planned(project, public, uk(day, hour), hours=1)).public == left_out


def test_the_hour_that_comes_twice_is_blocked_both_times(project, public):
    cannot(public[0], 6, 1, 2)
    sunday = dt.date(2027, 10, 31)
    first = dt.datetime(2027, 10, 31, 0, 0, tzinfo=dt.UTC)  # 1am summer time
    for shown_as_one in (first, first + dt.timedelta(hours=1)):
        assert clock.uk(shown_as_one).time() == dt.time(1)
        assert count(planned(project, public, shown_as_one, hours=1)).public == 1
    assert count(planned(project, public, uk(sunday, 2), hours=1)).public == 0


def test_better_times_leave_out_fewer_best_and_nearest_first_one_a_day(project, public, staff):
    cannot(public[0], 1, 9, 12)
    cannot(staff[0], 2, 0, 24)  # Wednesdays
    meeting = planned(project, [*public, *staff], uk(TUESDAY, 10))
    people = times_queries.everybody_asked(meeting, meeting.invitations.all())
    better = board.better_times(people, people.at(meeting.starts_at, meeting.ends_at), now=NOW)
    assert [
        (clock.uk(one.starts_at).strftime("%a %d %b %H:%M"), one.public, one.staff) for one in better
    ] == [
        ("Tue 26 Oct 12:00", 0, 0),
        ("Mon 25 Oct 10:00", 0, 0),
        ("Thu 28 Oct 10:00", 0, 0),
        ("Fri 29 Oct 10:00", 0, 0),
        ("Fri 22 Oct 10:00", 0, 0),
    ]


def test_better_times_keep_the_clock_time_across_the_change(project, public):
    for one in public:
        Away.objects.create(person=one, first_day=dt.date(2027, 10, 20), last_day=dt.date(2027, 10, 29))
    meeting = planned(project, public, uk(TUESDAY, 10))
    people = times_queries.everybody_asked(meeting, meeting.invitations.all())
    better = board.better_times(people, people.at(meeting.starts_at, meeting.ends_at), now=NOW)
    assert {clock.uk(one.starts_at).time() for one in better} == {dt.time(10)}
    assert {(clock.uk(one.starts_at).day, one.starts_at.hour) for one in better} == {
        (19, 9),
        (1, 10),
        (2, 10),
    }


def one_by_one(meeting, invitations, now) -> list[LeftOut]:
    """The oracle: ask each person about each half hour of two weeks, and sort as the words say."""
    sides = {one.person_id: one.side for one in invitations}
    patterns = patterns_of(sides)
    way = meeting.way
    length = meeting.ends_at - meeting.starts_at

    def at(starts_at: dt.datetime) -> LeftOut:
        out = [
            side
            for pk, side in sides.items()
            if not can_come(patterns[pk], starts_at, starts_at + length, way)
        ]
        asked = list(sides.values())
        counts = [
            n for side in (Side.PUBLIC, Side.PROFESSIONAL) for n in (out.count(side), asked.count(side))
        ]
        told = [side for pk, side in sides.items() if patterns[pk].told]
        counts += [told.count(side) for side in (Side.PUBLIC, Side.PROFESSIONAL)]
        return LeftOut(starts_at, starts_at + length, *counts)

    def rank(found: LeftOut) -> tuple:
        here, there = clock.uk(found.starts_at), clock.uk(meeting.starts_at)
        minutes = abs((here.hour - there.hour) * 60 + here.minute - there.minute)
        return found.public, found.staff, abs((here.date() - there.date()).days), minutes

    chosen, best = at(meeting.starts_at), {}
    for far in range(-7, 8):
        day = clock.uk(meeting.starts_at).date() + dt.timedelta(days=far)
        if day <= clock.uk(now).date() or day.weekday() >= 5 or bank_holiday_in(day):
            continue
        for half_hour in range(18, 40 - int(length / dt.timedelta(minutes=30)) + 1):
            found = at(uk(day, half_hour // 2, half_hour % 2 * 30))
            fewer = (found.public, found.staff) < (chosen.public, chosen.staff)
            if fewer and (day not in best or rank(found) < rank(best[day])):
                best[day] = found
    return sorted(best.values(), key=rank)[:5]


@pytest.mark.parametrize("seed", range(8))
def test_what_is_offered_is_what_checking_every_time_one_by_one_finds(project, public, staff, seed):
    """The fast way and the obvious way agree, also for people abroad and on the way."""
    dice = random.Random(seed)  # noqa: S311
    for one in [*public, *staff]:
        for weekday in dice.sample(range(5), 3):
            start = dice.randrange(8, 18)
            cannot(one, weekday, start, start + dice.randrange(1, 6))
        Circumstances.objects.create(
            person=one,
            zone=dice.choice(["", "", "America/New_York", "Asia/Kathmandu"]),
            before=dice.choice([0, 45, 120]),
            after=dice.choice([0, 30]),
            joins_online=dice.random() < 0.5,
        )
    Away.objects.create(person=public[2], first_day=dt.date(2027, 10, 27), last_day=dt.date(2027, 11, 1))
    meeting = planned(project, [*public, *staff], uk(TUESDAY, dice.randrange(9, 18)))
    meeting.place, meeting.online_link = dice.choice(
        [("Library", ""), ("", "https://x.org"), ("a", "https://x.org")]
    )
    invitations = list(meeting.invitations.all())
    people = times_queries.everybody_asked(meeting, invitations)
    found = board.better_times(people, people.at(meeting.starts_at, meeting.ends_at), now=NOW)
    assert found == one_by_one(meeting, invitations, NOW)


def test_times_offered_lie_between_nine_and_eight_in_the_future_and_not_on_bank_holidays(project, public):
    for one in public:
        cannot(one, 3, 0, 24)  # the Thursday chosen
        for weekday in (0, 1, 2, 4):
            cannot(one, weekday, 9, 18)
    meeting = planned(project, public, uk(dt.date(2027, 12, 23), 10))
    people = times_queries.everybody_asked(meeting, meeting.invitations.all())
    now = uk(dt.date(2027, 12, 22), 8)
    better = board.better_times(people, people.at(meeting.starts_at, meeting.ends_at), now=now)
    assert [clock.uk(one.starts_at).strftime("%a %d %H:%M") for one in better] == [
        "Fri 24 18:00",
        "Wed 29 18:00",
    ]


@pytest.mark.parametrize("people", [2, 40])
def test_loading_takes_three_queries_whatever_the_number_of_people(
    project, trust, people, django_assert_num_queries
):
    asked = [builders.person(organisation=trust) for _ in range(people)]
    for one in asked:
        cannot(one, 1, 9, 12)
    meeting = planned(project, asked, uk(TUESDAY, 10))
    with django_assert_num_queries(4):  # invitations, weekly times, days away, clocks and travel
        everybody = times_queries.everybody_asked(meeting, meeting.invitations.all())
        board.better_times(everybody, everybody.at(meeting.starts_at, meeting.ends_at), now=NOW)
