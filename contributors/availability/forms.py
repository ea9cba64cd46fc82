"""Times and days. No form asks for a reason."""

import datetime as dt
from typing import Any

from crispy_forms.layout import Layout
from django.utils.translation import gettext_lazy as _

from contributors.availability.models import DAY, Weekday
from coproduce.foundation import clock, fields
from coproduce.foundation.forms import Form, Reveal

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

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("length") == "part":
            self.need("starts", _("Enter the time it starts, for example 9am."))
            self.need("ends", _("Enter the time it ends, for example 12 noon."))
            if answers.get("starts") is not None and answers.get("starts") == answers.get("ends"):
                self.add_error("ends", _("The end must be another time than the start."))
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


def _minute(time: dt.time) -> int:
    return time.hour * 60 + time.minute
