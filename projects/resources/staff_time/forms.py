import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.pages.forms import Form
from projects.resources.forms import CountField
from projects.resources.models import StaffAllocation
from projects.resources.staff_time.rules import month_of, next_month

MOST_MONTHS = 60


class HoursForm(Form):
    """How much time somebody gave in one month."""

    submit_label = _("Save the hours")

    month = forms.ChoiceField(label=_("Which month?"))
    hours = CountField(label=_("How many hours?"), most=744, least=0, help_text=_("Enter 0 if it was none."))
    minutes = CountField(label=_("And minutes"), most=59, least=0, required=False)

    def __init__(self, *args: Any, row: StaffAllocation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field("month", forms.ChoiceField).choices = [
            (f"{one:%Y-%m}", date_format(one, "F Y")) for one in months_to_record(row, clock.today())
        ]

    def clean_month(self) -> dt.date:
        return dt.datetime.strptime(f"{self.cleaned_data['month']}-01", "%Y-%m-%d").date()  # noqa: DTZ007

    def clean(self) -> dict[str, Any]:
        super().clean()
        total = (self.cleaned_data.get("hours") or 0) * 60 + (self.cleaned_data.get("minutes") or 0)
        if total > 744 * 60:
            self.add_error("hours", ValidationError(_("A month has at most 744 hours.")))
        return self.cleaned_data

    @property
    def given(self) -> dict[str, Any]:
        """What the action takes."""
        said = self.cleaned_data
        return {"month": said["month"], "minutes": said["hours"] * 60 + (said.get("minutes") or 0)}


def months_to_record(row: StaffAllocation, today: dt.date) -> list[dt.date]:
    """Return the months of which hours can be recorded, the latest first."""
    found, month = [], month_of(row.project.starts_on)
    while month <= today:
        found.append(month)
        month = next_month(month)
    return found[::-1][:MOST_MONTHS]
