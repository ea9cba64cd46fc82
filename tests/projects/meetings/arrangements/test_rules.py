"""Until when something can be arranged, and from when people can say how it was."""

import datetime as dt

import pytest
import time_machine

from projects.meetings.arrangements import rules
from projects.meetings.arrangements.models import Arrangement
from projects.meetings.planning.models import Meeting

NOW = dt.datetime(2027, 10, 26, 9, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("starts_at", "can_change", "may_say"),
    [(NOW + MINUTE, True, False), (NOW, False, True), (NOW - MINUTE, False, True)],
)
@time_machine.travel(NOW, tick=False)
def test_things_are_arranged_until_it_begins_and_told_of_from_then_on(starts_at, can_change, may_say):
    meeting = Meeting(status="invited", starts_at=starts_at)
    assert rules.can_change(meeting) is can_change
    assert rules.may_say(Arrangement(meeting=meeting)) is may_say
