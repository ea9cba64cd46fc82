"""What the organiser of a series asks for, and the times they take."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from contributors.availability.models import Weekday
from contributors.availability.rules import Way
from coproduce.foundation import clock, fields
from coproduce.foundation.pages.forms import Fold, Form
from projects.meetings.planning.forms import FURTHEST, PeopleForm, UseTimeForm
from projects.meetings.series.rules import Wish
from projects.meetings.times.board import Hours
from projects.team.models import TeamMember
from projects.team.states import Side

FEWEST, MOST = 2, 12
LONGEST_MINUTES = 8 * 60
WEIGHTS = [("1", _("1 point")), ("2", _("2 points")), ("3", _("3 points"))]
WAYS = [
    (Way.ONLINE.value, _("Online")),
    (Way.IN_PERSON.value, _("At a place")),
    (Way.EITHER.value, _("At a place, and people can join online")),
]
EVERY = [
    ("1", _("Every week")),
    ("2", _("Every 2 weeks")),
    ("3", _("Every 3 weeks")),
    ("4", _("Every 4 weeks")),
]


class SeriesForm(PeopleForm):
    """A series. Nobody is told, and nothing is planned before times are taken."""

    submit_label = _("Find fair times")
    layout = Layout(
        "title",
        Fold(
            _("When and how often"),
            *("first_day", "meetings", "every", "weekdays", "earliest", "latest", "length", "way"),
            "special_days",
            open=True,
        ),
        Fold(_("Who is asked, and what counts"), "people", "weight_public", "weight_staff", open=True),
    )

    title = fields.LineField(
        label=_("What are the meetings called?"),
        max_length=100,
        help_text=_("We add the number. “Steering group” becomes “Steering group 1 of 6”."),
    )
    first_day = fields.DateField(
        label=_("From which day?"),
        earliest=clock.today,
        latest=lambda: clock.today() + FURTHEST,
        too_early=_("Choose a day in the future."),
        help_text=_("The first meeting is on this day or in the 6 days after it. For example, 27 3 2027"),
    )
    meetings = forms.IntegerField(
        label=_("How many meetings?"),
        min_value=FEWEST,
        max_value=MOST,
        initial=6,
        help_text=_("From 2 to 12."),
        error_messages={
            "invalid": _("Enter a whole number from 2 to 12."),
            "min_value": _("Enter a whole number from 2 to 12."),
            "max_value": _("Enter a whole number from 2 to 12."),
        },
    )
    every = fields.RadioField(label=_("How often?"), choices=EVERY, initial="1")
    length = fields.DurationField(label=_("How long is each meeting?"), longest=LONGEST_MINUTES, initial=90)
    weekdays = fields.CheckboxesField(
        label=_("Which days of the week?"),
        choices=Weekday,
        initial=["0", "1", "2", "3", "4"],
        error_messages={"required": _("Choose one day or more.")},
    )
    earliest = fields.TimeField(label=_("When can it start, at the earliest?"), initial=dt.time(9))
    way = fields.RadioField(
        label=_("How do people meet?"),
        choices=WAYS,
        initial=Way.ONLINE.value,
        help_text=_("If at a place, we also keep time free for people to get there and back."),
    )
    latest = fields.TimeField(label=_("When must it end, at the latest?"), initial=dt.time(20))
    special_days = fields.RadioField(
        label=_("What about school holidays and festivals?"),
        choices=[
            ("show", _("Tell me when a time falls on one of them")),
            ("avoid", _("Leave those days out")),
        ],
        initial="show",
        help_text=_("This is a check, not a rule. Some festivals may fall a day earlier or later."),
    )
    weight_public = fields.RadioField(
        label=_("How much does it count when a public contributor is left out?"),
        choices=WEIGHTS,
        initial="1",
        help_text=_(
            "One point for everyone treats everyone the same. The page of times shows what you chose."
        ),
    )
    weight_staff = fields.RadioField(
        label=_("How much does it count when a member of staff is left out?"), choices=WEIGHTS, initial="1"
    )

    def __init__(self, *args: Any, members: Sequence[TeamMember], **kwargs: Any) -> None:
        super().__init__(*args, members=members, **kwargs)
        self.members_there = members

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        earliest, latest, length = (answers.get(name) for name in ("earliest", "latest", "length"))
        if earliest and latest and length and _minute(earliest) + length > _minute(latest):
            self.add_error("latest", _("The meeting does not fit. Choose a later end or a shorter meeting."))
        return answers

    @property
    def chosen(self) -> list[TeamMember]:
        """The members of the project who are asked."""
        wanted = {person.pk for person in self.cleaned_data["people"]}
        return [member for member in self.members_there if member.person_id in wanted]

    @property
    def wish(self) -> Wish:
        """What is asked for, as the search takes it."""
        given = self.cleaned_data
        return Wish(
            first_day=given["first_day"],
            meetings=given["meetings"],
            every=int(given["every"]),
            weekdays=frozenset(map(int, given["weekdays"])),
            hours=Hours(given["length"], _minute(given["earliest"]), _minute(given["latest"])),
            weights={
                Side.PUBLIC: int(given["weight_public"]),
                Side.PROFESSIONAL: int(given["weight_staff"]),
            },
            way=Way(given["way"]),
            avoids_special_days=given["special_days"] == "avoid",
        )


class TakeTimesForm(Form):
    """The times of a proposal, as they stood on the page."""

    submit_label = _("Plan these meetings")

    starts = forms.CharField(widget=forms.HiddenInput, max_length=MOST * 40)

    def __init__(self, *args: Any, meetings: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meetings = meetings

    def clean_starts(self) -> list[dt.datetime]:
        times = [_moment(one) for one in self.cleaned_data["starts"].split()]
        if len(times) != self.meetings or sorted(set(times)) != times:
            raise ValidationError(_("Choose the times on the page."))
        return times


def _moment(typed: str) -> dt.datetime:
    form = UseTimeForm({"starts_at": typed})
    if not form.is_valid():
        raise ValidationError(_("Choose the times on the page."))
    return form.cleaned_data["starts_at"]


def _minute(time: dt.time) -> int:
    return time.hour * 60 + time.minute
