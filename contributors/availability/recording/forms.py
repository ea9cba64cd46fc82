from typing import Any

from contributors.availability.forms import AwayForm, ClockForm, TravelForm, WeeklyForm
from contributors.availability.recording.states import Told
from contributors.people.on_behalf.forms import SAID, OnBehalfForm


class RecordWeeklyForm(OnBehalfForm, WeeklyForm):
    """A time each week when somebody told us they cannot come."""

    @property
    def told(self) -> dict[str, Any]:
        """The weekdays and minutes that the action takes."""
        return self.times()


class RecordAwayForm(OnBehalfForm, AwayForm):
    """Days away, as somebody told us."""


class RecordTravelForm(OnBehalfForm, TravelForm):
    """How long somebody is on the way, as they told us."""

    @property
    def told(self) -> dict[str, Any]:
        """Minutes, and whether they join online."""
        given = TravelForm.told.fget(self)  # type: ignore[attr-defined]  # a property of the form beside it
        return {name: value for name, value in given.items() if name not in SAID}


class RecordClockForm(OnBehalfForm, ClockForm):
    """The clock somebody lives by, as they told us."""


FORMS: dict[str, type[OnBehalfForm]] = {
    Told.WEEKLY: RecordWeeklyForm,
    Told.AWAY: RecordAwayForm,
    Told.TRAVEL: RecordTravelForm,
    Told.CLOCK: RecordClockForm,
}
