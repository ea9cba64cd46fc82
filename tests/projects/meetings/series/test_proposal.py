"""A proposal from what people said about their week: fair, counted, nameless."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contributors.availability.models import Away, Unavailable
from contributors.availability.rules import spans_of
from coproduce.foundation import clock
from projects.meetings.series import rules
from projects.meetings.series.fair import Plan
from projects.meetings.series.queries import propose
from projects.meetings.series.rules import NoTime, Wish
from projects.meetings.times.board import Hours
from projects.meetings.times.rules import LeftOut
from projects.team.states import Side
from tests import builders

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2027, 9, 1, 9, tzinfo=dt.UTC)
MONDAY = dt.date(2027, 10, 4)
NINE_TO_FIVE = Hours(length=60, earliest=9 * 60, latest=17 * 60)


@pytest.fixture
def trust():
    return builders.organisation()


@pytest.fixture
def project(trust):
    return builders.project(trust)


@pytest.fixture
def join(project, trust):
    def joined(*spans, side=Side.PUBLIC):
        one = builders.person(organisation=trust)
        builders.team_member(project, one, side)
        for weekday, start, end in spans:
            Unavailable.objects.create(person=one, weekday=weekday, from_minute=start, to_minute=end)
        return one

    return joined


def wish(**changed) -> Wish:
    given = {
        "first_day": MONDAY,
        "meetings": 4,
        "every": 1,
        "weekdays": frozenset(range(5)),
        "hours": NINE_TO_FIVE,
        "weights": {Side.PUBLIC: 1, Side.PROFESSIONAL: 1},
    }
    return Wish(**given | changed)


def sides(project) -> dict[int, str]:
    return dict(project.members.values_list("person", "side"))


def shown(proposal) -> list[str]:
    return [f"{clock.uk(row.fair.starts_at):%a %d %b %H:%M}" for row in proposal.rows]


def mornings(days=range(5)):
    return [(day, 0, 13 * 60) for day in days]


def afternoons(days=range(5)):
    return [(day, 13 * 60, 24 * 60) for day in days]


def test_two_who_cannot_meet_take_turns_and_on_its_own_it_is_always_the_same(project, join):
    join(*mornings())
    join(*afternoons())
    proposal = propose(project, wish(), sides(project), now=NOW)
    assert (proposal.alone, proposal.plan.score, proposal.plan.proved) == ((4, 1, 4), (2, 2, 4), True)
    assert sorted(clock.uk(row.fair.starts_at).hour for row in proposal.rows) == [9, 9, 13, 13]
    assert [row.fair.public for row in proposal.rows] == [1, 1, 1, 1]


def test_a_shift_worker_a_carer_and_somebody_who_prays_on_fridays_find_six_times(project, join):
    join(*spans_of(range(4), 22 * 60, 8 * 60), *[(day, 8 * 60, 14 * 60) for day in range(1, 5)])
    join(*[(day, *time) for day in range(5) for time in ((510, 555), (885, 960))])
    join((4, 12 * 60, 14 * 60 + 30))
    proposal = propose(project, wish(meetings=6), sides(project), now=NOW)
    assert (proposal.plan.score, proposal.plan.proved) == ((0, 4, 0), True)
    assert shown(proposal)[:2] == ["Mon 04 Oct 09:15", "Mon 11 Oct 09:15"]  # right after the school run
    assert shown(proposal)[4:] == ["Mon 01 Nov 09:15", "Mon 08 Nov 09:15"]  # winter time: the same clock face


def test_who_was_left_out_of_earlier_meetings_is_spared(project, join):
    early, late = join(*mornings()), join(*afternoons())
    for week in (1, 2):
        starts_at = dt.datetime.combine(MONDAY - dt.timedelta(weeks=week), dt.time(10), tzinfo=clock.UK)
        builders.meeting(
            project, early, late, starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=1),
            status="invited", invited_at=NOW, left_out_public=1, left_out_staff=0,
        )  # fmt: skip
    builders.meeting(project, early, late)  # still being planned: it counts for nobody
    proposal = propose(project, wish(meetings=2), sides(project), now=NOW)
    assert [clock.uk(row.fair.starts_at).hour for row in proposal.rows] == [13, 13]
    assert (proposal.alone, proposal.plan.score) == ((4, 1, 4), (2, 2, 4))


def test_who_is_away_a_whole_week_is_counted_on_the_page_and_not_in_the_choice(project, join):
    gone = join()
    Away.objects.create(person=gone, first_day=MONDAY, last_day=MONDAY + dt.timedelta(days=6))
    proposal = propose(project, wish(meetings=2), sides(project), now=NOW)
    assert [(row.fair.public, row.never) for row in proposal.rows] == [(1, 1), (0, 0)]
    assert proposal.plan.score == (0, 2, 0)
    assert "1 person cannot come at any of the times for this meeting." in rules.why(proposal.rows[0])


def test_a_heavier_side_is_left_out_less(project, join):
    join(*mornings())
    join(*afternoons(), side=Side.PROFESSIONAL)
    heavy = {Side.PUBLIC: 3, Side.PROFESSIONAL: 1}
    proposal = propose(project, wish(weights=heavy), sides(project), now=NOW)
    assert sorted(row.fair.public for row in proposal.rows) == [0, 0, 0, 1]


def test_no_meeting_is_on_a_bank_holiday_and_a_week_without_time_is_refused(project):
    christmas = dt.date(2027, 12, 27)  # bank holidays on Monday and Tuesday
    monday = frozenset([0])
    with pytest.raises(NoTime, match="meeting 1"):
        propose(project, wish(first_day=christmas, weekdays=monday), sides(project), now=NOW)
    found = propose(project, wish(first_day=christmas, weekdays=frozenset([0, 2])), sides(project), now=NOW)
    assert shown(found)[0].startswith("Wed 29 Dec")


@pytest.mark.parametrize("later", range(7))
def test_a_series_may_begin_on_any_day_of_the_week(project, join, later):
    join(*mornings())
    join(*afternoons())
    first_day = MONDAY + dt.timedelta(days=later)
    proposal = propose(project, wish(first_day=first_day), sides(project), now=NOW)
    assert (proposal.plan.score, proposal.plan.proved) == ((2, 2, 4), True)
    begins = first_day if later < 5 else MONDAY + dt.timedelta(days=7)
    assert [clock.uk(row.fair.starts_at).date() for row in proposal.rows] == [
        begins + dt.timedelta(weeks=week) for week in range(4)
    ]


def test_thirty_people_cost_the_same_queries_as_three_and_no_name_is_in_it(project, join):
    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            propose(project, wish(), people, now=NOW, seconds=0.2)
        return len(made)

    names = [join(*mornings([0])).name for _ in range(2)]
    people = sides(project)
    few = queries()
    names += [join(*afternoons([n % 5])).name for n in range(27)]
    people = sides(project)
    assert (len(people), queries()) == (30, few)
    said = repr(propose(project, wish(), people, now=NOW, seconds=0.2))
    assert [name for name in names if name in said] == []


@pytest.mark.parametrize(
    ("at_best", "said"),
    [
        ((7, 2, 90), "There is no fairer plan for these days and times. We checked them all."),
        ((5, 0, 80), "In the best case, nobody would have more than 5 points instead of 7."),
        ((7, 1, 80), "In the best case, 1 fewer person would have it."),
        ((7, 2, 87), "Only the total points could go down, by 3 at most."),
    ],
)
def test_the_page_says_what_is_proved_and_what_is_not(at_best, said):
    assert rules.how_sure(Plan((0,), (7, 2, 90), at_best), who(5, 2)).endswith(said)


def who(told_public: int, told_staff: int) -> LeftOut:
    return LeftOut(NOW, NOW, 0, 5, 0, 2, told_public, told_staff)


def test_proof_is_only_for_those_who_told_us():
    plan = Plan((0,), (7, 2, 90), (7, 2, 90))
    assert rules.how_sure(plan, who(3, 0)) == (
        "3 of 5 public contributors and 0 of 2 staff have told us when they can come."
        " For those who told us, there is no fairer plan for these days and times. We checked them all."
        " For the others, we do not know."
    )
    assert rules.how_sure(plan, who(0, 0)) == (
        "Nobody has told us yet when they can come."
        " So no time is known to be fairer than another. Ask people first."
    )


def test_school_holidays_and_festivals_are_marked_or_left_out_as_the_organiser_chooses(project, join):
    join()
    half_term = {"area": "Leeds", "name": "Autumn", "published": "leeds.gov.uk"}
    project.organisation.school_holidays.create(
        **half_term, first_day=dt.date(2027, 10, 21), last_day=dt.date(2027, 10, 21)
    )
    thursdays = {"first_day": dt.date(2027, 10, 14), "meetings": 3, "weekdays": frozenset([3, 4])}
    marked = propose(project, wish(**thursdays), sides(project), now=NOW)
    assert [(clock.uk(row.fair.starts_at).day, row.special) for row in marked.rows] == [
        (14, []),
        (21, ["This falls in the school holidays of Leeds (Autumn)."]),
        (28, ["Diwali is expected on Friday 29 October 2027. It may fall a day earlier or later."]),
    ]
    assert marked.not_known == ["School holidays around this day have not been entered for Leeds."]
    with pytest.raises(
        NoTime, match="There is no time for meeting 3 on these days"
    ):  # Diwali is on the Friday
        propose(project, wish(**thursdays, avoids_special_days=True), sides(project), now=NOW)
    clear = propose(
        project,
        wish(**thursdays | {"weekdays": frozenset([2, 3, 4])}, avoids_special_days=True),
        sides(project),
        now=NOW,
    )
    assert [(clock.uk(row.fair.starts_at).day, row.special) for row in clear.rows] == [
        (14, []),
        (22, []),
        (3, []),
    ]
