"""Tests may be run as if today were another day: TEST_TODAY, read by tests/plugin.py."""

import datetime as dt

import pytest

from contributors.accounts.models import Organisation
from coproduce.foundation import clock
from tests import builders
from tests.today import UK, moment_of


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("2026-12-24", dt.datetime(2026, 12, 24, 10, tzinfo=UK)),
        ("2027-03-28T00:30Z", dt.datetime(2027, 3, 28, 0, 30, tzinfo=dt.UTC)),
        ("2027-08-31T23:59", dt.datetime(2027, 8, 31, 23, 59, tzinfo=UK)),
    ],
)
def test_a_day_begins_in_the_morning_and_a_moment_is_on_a_uk_clock(words, moment):
    assert moment_of(words) == moment


def test_what_is_no_day_stops_the_run():
    with pytest.raises(SystemExit, match="use a day or moment"):
        moment_of("Christmas")


@pytest.mark.django_db
def test_the_database_tells_the_time_of_the_tests():
    """Whatever TEST_TODAY says; and when a test travels further, the database stays."""
    builders.organisation()
    here = Organisation.objects.annotate(now=clock.database_now()).first().now
    assert abs(here - clock.now()) < dt.timedelta(minutes=1)
