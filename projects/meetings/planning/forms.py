import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock, fields
from coproduce.foundation.pages.forms import Form
from projects.resources.models import PlannedActivity
from projects.team.models import TeamMember

FURTHEST = dt.timedelta(days=3 * 365)


class WhenForm(Form):
    """A day and two times on the UK clock; gives `starts_at` and `ends_at` in UTC."""

    date = fields.DateField(
        label=_("Day"),
        earliest=clock.today,
        latest=lambda: clock.today() + FURTHEST,
        too_early=_("Choose a day in the future."),
    )
    starts = fields.TimeField(
        label=_("It starts"), error_messages={"required": _("Enter the time it starts, for example 10:30am.")}
    )
    ends = fields.TimeField(
        label=_("It ends"), error_messages={"required": _("Enter the time it ends, for example 12 noon.")}
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.notes: list[str] = []
        starts_at, ends_at = self._moment("starts"), self._moment("ends")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends", _("The end must be after the start, on the same day."))
        self.cleaned_data |= {"starts_at": starts_at, "ends_at": ends_at}
        return self.cleaned_data

    @property
    def times(self) -> dict[str, dt.datetime]:
        """When it starts and ends."""
        return {name: self.cleaned_data[name] for name in ("starts_at", "ends_at")}

    def _moment(self, name: str) -> Any:
        day, time = self.cleaned_data.get("date"), self.cleaned_data.get(name)
        if not day or not time:
            return None
        try:
            moment = fields.uk_datetime(day, time)
        except ValidationError as problem:
            self.add_error(name, problem)
            return None
        self.notes += [moment.note] if moment.note else []
        return moment.utc


class DetailsForm(Form):
    """Where it is, how to join, and what else people need to know."""

    submit_label = _("Save")

    title = fields.LineField(label=_("What is the meeting called?"), max_length=120)
    purpose = fields.TextField(
        label=_("What is the meeting for?"),
        required=False,
        max_length=1000,
        rows=3,
        help_text=_("What people do there, and what comes of it. It stands in the invitation."),
    )
    place = fields.TextField(
        label=_("Where is it?"),
        required=False,
        max_length=1000,
        rows=3,
        help_text=_("The address, the room and how to find it. Leave it empty if it is only online."),
    )
    online_link = fields.LineField(label=_("Link to join online"), required=False, max_length=500)
    joining = fields.TextField(
        label=_("How to join, in words"),
        required=False,
        max_length=2000,
        help_text=_(
            "Who will meet people at the door? What do they press to join online? Who can they ring?"
        ),
    )
    access = fields.TextField(
        label=_("What access is there?"),
        required=False,
        max_length=1000,
        rows=3,
        help_text=_("For example, no steps, a hearing loop, captions online, a quiet room."),
    )
    breaks = fields.LineField(
        label=_("When are the breaks?"),
        required=False,
        max_length=200,
        help_text=_("For example, 15 minutes at 3pm"),
    )
    has_papers = fields.YesNoField(
        label=_("Is there anything to read beforehand?"),
        initial=True,
        help_text=_("If yes, you promise to send it 7 days before."),
    )

    activity = fields.SelectField(
        label=_("Which planned activity is it part of?"),
        required=False,
        help_text=_("Then its money is counted there, and not twice."),
    )

    def __init__(self, *args: Any, activities: Sequence[PlannedActivity] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activities = {activity.ref: activity for activity in activities}
        choices = [("", _("None of them")), *((ref, one.title) for ref, one in self.activities.items())]
        self.field("activity", fields.SelectField).choices = choices
        if not activities:
            del self.fields["activity"]

    def clean_activity(self) -> PlannedActivity | None:
        return self.activities.get(self.cleaned_data["activity"])

    def clean_online_link(self) -> str:
        link = self.cleaned_data["online_link"]
        if link:
            URLValidator(["https", "http"], message=_("Enter the whole link. It starts with https://"))(link)
        return link

    @property
    def details(self) -> dict[str, Any]:
        """The fields of a meeting that are words."""
        return {name: self.cleaned_data[name] for name in DetailsForm.base_fields if name in self.fields}


class PeopleForm(Form):
    """Who is asked."""

    submit_label = _("Save who is asked")

    people = fields.CheckboxesField(label=_("Who is asked?"), choices=[])

    def __init__(self, *args: Any, members: Sequence[TeamMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = {member.person.ref: member.person for member in members}
        field = self.field("people", fields.CheckboxesField)
        field.choices = [(member.person.ref, member.person.name) for member in members]
        field.hints = {member.person.ref: member.get_side_display() for member in members}

    def clean_people(self) -> list[Any]:
        return [self.members[ref] for ref in self.cleaned_data["people"]]


class PlanForm(PeopleForm, DetailsForm, WhenForm):
    """A new meeting. Nobody is told before you say so."""

    submit_label = _("Save, then see who could not come")
    field_order = [
        "title",
        "date",
        "starts",
        "ends",
        "purpose",
        "place",
        "online_link",
        "joining",
        "access",
        "breaks",
        "has_papers",
        "activity",
    ]


class MoveForm(WhenForm):
    """Another time for a meeting."""

    submit_label = _("Move the meeting and tell everyone")

    why = fields.TextField(
        label=_("Why is it being moved?"),
        required=False,
        max_length=1000,
        rows=3,
        help_text=_("People will read this."),
    )


class UseTimeForm(forms.Form):
    """One of the times offered, as it stood on the page."""

    starts_at = forms.CharField(max_length=40)

    def clean_starts_at(self) -> Any:
        try:
            moment = dt.datetime.fromisoformat(self.cleaned_data["starts_at"])
        except ValueError as problem:
            raise ValidationError(_("Choose one of the times on the page.")) from problem
        if moment.tzinfo is None or moment.date() > clock.today() + FURTHEST:
            raise ValidationError(_("Choose one of the times on the page."))
        return moment.astimezone(dt.UTC)


class WhyForm(Form):
    """Call a meeting off."""

    submit_label = _("Call the meeting off and tell everyone")
    submit_kind = "warning"

    why = fields.TextField(label=_("Why? People will read this."), max_length=1000, rows=3)
