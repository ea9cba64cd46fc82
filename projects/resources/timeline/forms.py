import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form
from projects.resources.forms import CountField, WhenField
from projects.resources.models.lead_times import LONGEST_LEAD
from projects.resources.timeline.queries import Window
from projects.resources.timeline.rules import NewDate, PlanEntry
from projects.resources.timeline.states import PlanKind
from projects.team.dates.rules import outside
from projects.team.models import Project


class NewDateForm(Form):
    """A new date for one thing on the timeline. Nothing is saved: it is looked at first."""

    method = "get"
    submit_label = _("See what moves")

    when = WhenField(label=_("The new date"))
    follow = fields.RadioField(
        label=_("What else moves?"),
        choices=[
            ("no", _("Only this")),
            ("yes", _("This, and everything after it that can still move, by as many days")),
        ],
        initial="no",
    )

    def __init__(self, *args: Any, project: Project, entry: PlanEntry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project, self.entry = project, entry
        if entry.kind == PlanKind.MILESTONE:
            self.fields["when"].help_text = _("For example, 27 3 2027")

    def clean_when(self) -> tuple[dt.date, bool]:
        day, month_only = self.cleaned_data["when"]
        if month_only and self.entry.kind == PlanKind.MILESTONE:
            raise forms.ValidationError(_("A milestone needs a day, for example 27 3 2027."))
        if words := outside(self.project, day, month_only=month_only):
            raise forms.ValidationError(words)
        return day, month_only

    @property
    def asked(self) -> NewDate:
        """What the action takes. Read it only from a form without errors."""
        day, month_only = self.cleaned_data["when"]
        return NewDate(self.entry.key, day, month_only, follow=self.cleaned_data["follow"] == "yes")


class ProjectDatesForm(Form):
    """New dates for the whole project. Nothing is saved: they are looked at first."""

    method = "get"
    submit_label = _("See what moves")

    starts_on = fields.DateTextField(label=_("The day it starts"))
    ends_on = fields.DateTextField(label=_("The day it ends"))

    def clean(self) -> dict[str, Any]:
        super().clean()
        starts, ends = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The end must be on or after the start."))
        return self.cleaned_data

    @property
    def asked(self) -> Window:
        """What the action takes. Read it only from a form without errors."""
        return Window(self.cleaned_data["starts_on"], self.cleaned_data["ends_on"])


class LeadTimeForm(Form):
    """How long one kind of preparation takes in an organisation."""

    submit_label = _("Save")

    days = CountField(
        label=_("How many days?"),
        required=False,
        most=LONGEST_LEAD,
        help_text=_("Leave it empty to go back to what is practice elsewhere."),
    )
    source = fields.LineField(
        label=_("Where does this number come from?"),
        required=False,
        max_length=200,
        help_text=_("For example, how long your interpreting service asks for"),
    )
