"""Times and days. No form asks for a reason."""

import datetime as dt
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from contributors.availability.clocks.rules import clocks
from contributors.availability.models import DAY, Weekday
from coproduce.foundation import clock, fields
from coproduce.foundation.pages.forms import Form, Reveal
from coproduce.foundation.pages.presenters import hours

TRAVEL = (0, 15, 30, 45, 60, 90, 120, 180, 240)  # minutes; round, so that they say less of where one lives
FURTHEST = dt.timedelta(days=3 * 365)


class WeeklyForm(Form):
    """A time that does not suit, on one day of the week or several."""

    mark_optional = False  # "from" and "to" are needed for a part of the day

    weekdays = fields.CheckboxesField(
        label=_("Which days?"),
        choices=Weekday,
        error_messages={"required": _("Choose one day or more.")},
    )
    length = fields.RadioField(
        label=_("How much of the day?"), choices=[("day", _("All day")), ("part", _("Part of the day"))]
    )
    starts = fields.TimeField(label=_("From"), required=False)
    ends = fields.TimeField(
        label=_("To"),
        required=False,
        help_text=_("UK time. An earlier time than the start means the next morning."),
    )

    layout = Layout("weekdays", Reveal("length", {"part": ["starts", "ends"]}))

    def __init__(self, *args: Any, own_clock: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own_clock:
            self.fields["starts"].help_text = _("Time where you are. For example, 9:30am or 2pm")
            self.fields["ends"].help_text = _(
                "Time where you are. An earlier time than the start means the next morning."
            )

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("length") == "part":
            self.need("starts", _("Enter the time it starts, for example 9am."))
            self.need("ends", _("Enter the time it ends, for example 12 noon."))
            if answers.get("starts") is not None and answers.get("starts") == answers.get("ends"):
                self.add_error("ends", _("The end must be different from the start."))
        return answers

    def times(self) -> dict[str, Any]:
        """Return the weekdays and minutes that the action takes."""
        answers = self.cleaned_data
        start, end = 0, DAY
        if answers["length"] == "part":
            start, end = _minute(answers["starts"]), _minute(answers["ends"])
        return {"weekdays": [int(day) for day in answers["weekdays"]], "from_minute": start, "to_minute": end}


class AwayForm(Form):
    """Days away, both ends included."""

    first_day = fields.DateField(
        label=_("Which is the first day you are away?"), latest=lambda: clock.today() + FURTHEST
    )
    last_day = fields.DateField(
        label=_("Which is the last day you are away?"),
        earliest=clock.today,
        latest=lambda: clock.today() + FURTHEST,
        too_early=_("The last day must be today or later."),
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        first, last = answers.get("first_day"), answers.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day must be the first day or later."))
        return answers


class ClockForm(Form):
    """The clock somebody lives by."""

    mark_optional = False

    zone = fields.SelectField(
        label=_("Which time zone do you live in?"),
        required=False,
        help_text=_("Choose the country, and the city nearest to you."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field("zone", forms.ChoiceField).choices = [("", _("UK time")), *clocks()]


class TravelForm(Form):
    """How long somebody is on the way, and whether they come at all."""

    mark_optional = False

    before = fields.SelectField(label=_("How long do you need to get to a meeting?"), choices=[])
    after = fields.SelectField(label=_("How long do you need to get back?"), choices=[])
    joins_online = fields.YesNoField(
        label=_("Do you join online when you can choose?"),
        help_text=_("If so, we only keep time free for travel when a meeting has no link."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("before", "after"):
            kept = self.initial.get(name, 0)
            self.field(name, forms.ChoiceField).choices = [
                (n, hours(n) if n else _("No time")) for n in sorted({*TRAVEL, kept})
            ]

    @property
    def told(self) -> dict[str, Any]:
        """Return what the action takes."""
        given = self.cleaned_data
        return given | {name: int(given[name]) for name in ("before", "after")}


def _minute(time: dt.time) -> int:
    return time.hour * 60 + time.minute
