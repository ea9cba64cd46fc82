"""Saving and showing when people can come."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from contributors.availability import actions
from contributors.availability.clocks.rules import clocks, where_you_are
from contributors.availability.models import Away, Circumstances, Unavailable
from contributors.availability.queries import clock_of, patterns_of
from contributors.availability.rules import Pattern, can_come
from coproduce.foundation import clock
from coproduce.foundation.clock import UK
from coproduce.foundation.history.queries import entries_about
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return builders.contributor_user(builders.organisation())


@pytest.fixture
def portal(client, user):
    return builders.sign_in(client, user)


def times(person) -> list[str]:
    return [str(row) for row in person.unavailable.all()]


def test_several_days_at_once_and_touching_times_become_one(user):
    for start, end in [(540, 600), (600, 720), (900, 960)]:
        actions.add_weekly(user.person, by=user, weekdays=[1, 3], from_minute=start, to_minute=end)
    assert times(user.person) == [
        *("Tuesday 09:00–12:00", "Tuesday 15:00–16:00"),
        *("Thursday 09:00–12:00", "Thursday 15:00–16:00"),
    ]


def test_nights_join_over_the_week(user):
    actions.add_weekly(user.person, by=user, weekdays=range(7), from_minute=22 * 60, to_minute=6 * 60)
    assert times(user.person)[:2] == ["Monday 00:00–06:00", "Monday 22:00–midnight"]
    assert user.person.unavailable.count() == 14


def test_history_tells_neither_when_nor_why(user):
    actions.add_weekly(user.person, by=user, weekdays=[1], from_minute=540, to_minute=600)
    away = actions.add_away(user.person, by=user, first_day=dt.date(2027, 1, 1), last_day=dt.date(2027, 1, 5))
    actions.remove(away, by=user)
    entries = list(entries_about(user.person).values_list("verb", "why", "detail"))
    assert entries == [(actions.CHANGED, "", {})] * 3


@pytest.mark.parametrize(
    "wrong", [{"from_minute": 60, "to_minute": 60}, {"from_minute": 0, "to_minute": 1441}, {"weekday": 7}]
)
def test_the_database_keeps_times_in_a_day(user, wrong):
    row = {"person": user.person, "weekday": 0, "from_minute": 0, "to_minute": 60} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        Unavailable.objects.create(**row)


def test_loading_takes_three_queries_for_any_number(django_assert_num_queries):
    people = [builders.person() for _ in range(30)]
    for person in people[:3]:
        Unavailable.objects.create(person=person, weekday=1, from_minute=540, to_minute=720)
    people[4].away.create(first_day=dt.date(2027, 5, 30), last_day=dt.date(2027, 6, 1))
    people[5].away.create(first_day=dt.date(2027, 6, 2), last_day=dt.date(2027, 6, 3))
    Unavailable.objects.create(person=people[6], weekday=1, from_minute=780, to_minute=900)
    Circumstances.objects.create(person=people[7], zone="Asia/Tokyo", before=30, after=15, joins_online=True)
    Circumstances.objects.create(person=people[8], zone="Atlantis/Capital")  # a clock that is gone
    outsider = builders.person()
    Unavailable.objects.create(person=outsider, weekday=1, from_minute=0, to_minute=1440)
    Away.objects.create(person=outsider, first_day=dt.date(2027, 6, 1), last_day=dt.date(2027, 6, 1))
    Circumstances.objects.create(person=outsider, zone="Asia/Tokyo")
    start = dt.datetime(2027, 6, 1, 11, tzinfo=UK)
    with django_assert_num_queries(3):
        patterns = patterns_of(person.pk for person in people)
    found = {pk for pk, one in patterns.items() if not can_come(one, start, start + dt.timedelta(hours=1))}
    assert found == {person.pk for person in (*people[:3], people[4])}
    assert patterns[people[7].pk] == Pattern((), (), ZoneInfo("Asia/Tokyo"), 30, 15, True)
    assert patterns[people[8].pk] == Pattern()


def test_another_clock_and_the_way_are_kept_without_a_word_of_them_in_history(user):
    for _again in range(2):
        actions.live_by(user.person, by=user, zone="Asia/Tokyo")
        actions.set_travel(user.person, by=user, before=45, after=60, joins_online=True)
    mine = Circumstances.objects.get(person=user.person)
    assert (mine.zone, mine.before, mine.after, mine.joins_online) == ("Asia/Tokyo", 45, 60, True)
    assert (clock_of(user.person), clock_of(builders.person())) == (ZoneInfo("Asia/Tokyo"), None)
    actions.live_by(user.person, by=user, zone="")
    assert clock_of(user.person) is None
    entries = list(entries_about(user.person).values_list("verb", "why", "detail"))
    assert entries == [(actions.CHANGED, "", {})] * 3


@pytest.mark.parametrize(
    ("zone", "day", "words"),
    [
        (None, 7, ""),
        ("America/New_York", 7, "That is 5am where you are."),
        ("Asia/Kathmandu", 7, "That is 2.45pm where you are."),
        ("Pacific/Auckland", 7, "That is 9pm where you are."),
        ("Pacific/Pago_Pago", 7, "That is 10pm on Monday 6 September 2027 where you are."),
    ],
)
def test_what_time_it_is_there(zone, day, words):
    moment = dt.datetime(2027, 9, day, 10, tzinfo=UK)
    assert where_you_are(moment, zone and ZoneInfo(zone)) == words


def test_clocks_have_plain_names_and_each_country_has_one():
    clocks.cache_clear()  # read anew, whoever asked before
    names = dict(clocks())
    assert len(names) > 300
    places = ("Asia/Kolkata", "America/New_York", "America/Indiana/Knox", "Asia/Singapore")
    assert [names.get(one) for one in places] == [
        "India: Kolkata",
        "United States: New York",
        "United States: Knox, Indiana",
        "Singapore: Singapore",
    ]
    assert [
        one for one in ("Asia/Calcutta", "Etc/GMT+5", "UTC", "EST", "Europe/London") if one in names
    ] == []
    assert list(names.values()) == sorted(names.values(), key=str.casefold)


class TestPages:
    def test_any_time_is_fine_until_somebody_says_otherwise(self, portal):
        page = portal.get(reverse("my_availability:overview")).content.decode()
        assert "Any time is fine" in page
        assert "We never ask why" in page

    def test_add_part_of_some_days(self, portal, user):
        typed = {"weekdays": ["1", "3"], "length": "part", "starts": "9am", "ends": "noon"}
        portal.post(reverse("my_availability:add_weekly"), typed)
        assert times(user.person) == ["Tuesday 09:00–12:00", "Thursday 09:00–12:00"]

    def test_add_whole_days(self, portal, user):
        portal.post(reverse("my_availability:add_weekly"), {"weekdays": ["4"], "length": "day"})
        assert [row.is_whole_day for row in user.person.unavailable.all()] == [True]
        assert "Friday, all day" in portal.get(reverse("my_availability:overview")).content.decode()

    @pytest.mark.parametrize(
        ("typed", "errors"),
        [
            ({"length": "day"}, {"weekdays": ["Choose one day or more."]}),
            (
                {"weekdays": "1", "length": "part"},
                {
                    "starts": ["Enter the time it starts, for example 9am."],
                    "ends": ["Enter the time it ends, for example 12 noon."],
                },
            ),
            (
                {"weekdays": "1", "length": "part", "starts": "9am", "ends": "9am"},
                {"ends": ["The end must be different from the start."]},
            ),
        ],
    )
    def test_what_to_mend(self, portal, user, typed, errors):
        page = portal.post(reverse("my_availability:add_weekly"), typed)
        assert page.context["form"].errors == errors
        assert times(user.person) == []

    def test_days_away(self, portal, user):
        day = clock.today() + dt.timedelta(days=10)
        boxes = {
            f"{name}_{i}": part
            for name in ("first_day", "last_day")
            for i, part in enumerate((day.day, day.month, day.year))
        }
        portal.post(reverse("my_availability:add_away"), boxes)
        assert list(user.person.away.values_list("first_day", "last_day")) == [(day, day)]
        past = boxes | {"last_day_2": day.year - 3, "first_day_2": day.year - 3}
        assert portal.post(reverse("my_availability:add_away"), past).context["form"].errors

    def test_remove_mine_and_nobody_elses(self, portal, user):
        mine = user.person.away.create(first_day=clock.today(), last_day=clock.today())
        actions.add_weekly(user.person, by=user, weekdays=[1], from_minute=540, to_minute=600)
        theirs = builders.person().away.create(first_day=clock.today(), last_day=clock.today())
        week = user.person.unavailable.get()
        answers = [
            portal.post(reverse("my_availability:remove", args=[kind, row.ref])).status_code
            for kind, row in [
                ("away", mine),
                ("weekly", week),
                ("away", theirs),
                ("other", theirs),
                ("away", mine),
            ]
        ]
        assert answers == [302, 302, 404, 404, 404]
        assert list(user.person.away.all()) + list(user.person.unavailable.all()) == []

    def test_live_by_another_clock_and_go_back_to_uk_time(self, portal, user):
        page = portal.get(reverse("my_availability:overview")).content.decode()
        assert "UK time. The times above are in UK time." in page
        portal.post(reverse("my_availability:clock"), {"zone": "Asia/Kolkata"})
        assert clock_of(user.person) == ZoneInfo("Asia/Kolkata")
        page = portal.get(reverse("my_availability:overview")).content.decode()
        assert "India: Kolkata. The times above are in this time zone." in page
        assert "Time where you are." in portal.get(reverse("my_availability:add_weekly")).content.decode()
        portal.post(reverse("my_availability:clock"), {"zone": ""})
        assert clock_of(user.person) is None
        assert "Time where you are." not in portal.get(reverse("my_availability:add_weekly")).content.decode()

    @pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "Etc/GMT+5", "x" * 5000])
    def test_no_other_clock_is_taken(self, portal, user, zone):
        page = portal.post(reverse("my_availability:clock"), {"zone": zone})
        assert list(page.context["form"].errors) == ["zone"]
        assert not Circumstances.objects.exists()

    def test_say_how_long_the_way_is(self, portal, user):
        typed = {"before": "45", "after": "60", "joins_online": "no"}
        portal.post(reverse("my_availability:travel"), typed)
        page = portal.get(reverse("my_availability:overview")).content.decode()
        assert "There: 45 minutes. Back: 1 hour. We keep this time free too." in page
        wrong = portal.post(reverse("my_availability:travel"), typed | {"before": "7", "joins_online": ""})
        assert set(wrong.context["form"].errors) == {"before", "joins_online"}
        assert wrong.context["form"]["after"].value() == "60"
        assert user.person.circumstances.before == 45
