from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.fields import DateField, LineField, MoneyField, RadioField, TextField
from coproduce.foundation.pages.forms import FilterForm, Form, Reveal
from expenses.bookings.queries import Occasions
from expenses.bookings.states import BookingState, What

OTHER = "other"
MOST_PENCE = 10_000_00


class OccasionForm(Form):
    """What something is for: a meeting that is still to come, or another day of work on a project."""

    mark_optional = False  # what shows below an answer is needed there

    what_for = RadioField(label=_("What is it for?"), choices=())
    project = forms.ChoiceField(label=_("Which project is it for?"), required=False)
    on = DateField(label=_("Which day is it for?"), required=False)

    def __init__(self, *args: Any, occasions: Occasions, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.occasions = occasions
        other = [(OTHER, _("Something else on a project"))] if occasions.projects else []
        self.field("what_for", forms.ChoiceField).choices = [*occasions.choices, *other]
        self.field("project", forms.ChoiceField).choices = [("", _("Choose one"))] + [
            (one.ref, one.title) for one in occasions.projects
        ]
        if len(occasions.projects) < 2:
            del self.fields["project"]
        below = [name for name in ("project", "on") if name in self.fields]
        if other:
            self.reveals = [Reveal("what_for", {OTHER: below})]
        else:
            del self.fields["on"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("what_for") == OTHER:
            self.need("on", _("Enter the day it is for."))
            if "project" in self.fields:
                self.need("project", _("Choose the project it is for."))
            if (cleaned.get("on") or clock.today()) < clock.today():
                self.add_error("on", _("Enter a day in the future."))
        return cleaned

    @property
    def occasion(self) -> dict[str, Any]:
        """Return what was chosen, as the actions take it."""
        given = self.cleaned_data
        meeting = self.occasions.meeting(given["what_for"])
        chosen = [one for one in self.occasions.projects if one.ref == given.get("project")]
        return {
            "meeting": meeting,
            "project": meeting.project if meeting else (chosen or self.occasions.projects)[0],
            "on": None if meeting else given["on"],
        }


class AskForm(OccasionForm):
    """What to book, for what, and what suits. Nobody has to say why."""

    submit_label = _("Ask us to book it")
    field_order = ("kind",)

    kind = RadioField(label=_("What should we book?"), choices=What.choices)
    words = TextField(
        label=_("What suits you?"),
        help_text=_(
            "For example: where from, what time, and what would make it easier for you. Only the people "
            "who arrange it will read this."
        ),
        max_length=1000,
    )

    @property
    def asked(self) -> dict[str, Any]:
        """Return what was typed, as `actions.ask` takes it."""
        return {name: self.cleaned_data[name] for name in ("kind", "words")} | self.occasion


class AskForSomebodyForm(AskForm):
    """The same, for staff who write down what somebody asked for."""

    submit_label = _("Record this")
    words = TextField(
        label=_("What suits them?"),
        help_text=_("In their own words. Only you and the people who arrange it will read this."),
        max_length=1000,
    )


class AnswerForm(Form):
    """Booked, or not with another way, or not needed."""

    submit_label = _("Save the answer")
    mark_optional = False
    BOOK, CANNOT, NOT_NEEDED = "book", "cannot", "not_needed"

    answer = RadioField(
        label=_("What is your answer?"),
        choices=[
            (BOOK, _("It is booked")),
            (CANNOT, _("We cannot book it")),
            (NOT_NEEDED, _("It is no longer needed")),
        ],
    )
    how_to_get_it = TextField(
        label=_("How will they get it?"),
        help_text=_(
            "The person will read this. For example: where to find the ticket, or when the taxi will come."
        ),
        required=False,
        max_length=1000,
    )
    reference = LineField(label=_("Booking reference (if there is one)"), required=False, max_length=60)
    cost_pence = MoneyField(
        label=_("What it costs us (you can add this later)"), required=False, most=MOST_PENCE
    )
    why_not = TextField(
        label=_("Why can we not book it?"),
        help_text=_("The person will read this."),
        required=False,
        max_length=1000,
    )
    another_way = TextField(
        label=_("What can we offer instead?"),
        help_text=_(
            "Nobody should have to pay up front. Offer another way, such as money in advance or a lift."
        ),
        required=False,
        max_length=1000,
    )
    why_gone = LineField(label=_("Why is it no longer needed?"), required=False, max_length=200)
    reveals = [
        Reveal(
            "answer",
            {
                BOOK: ["how_to_get_it", "reference", "cost_pence"],
                CANNOT: ["why_not", "another_way"],
                NOT_NEEDED: ["why_gone"],
            },
        )
    ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("answer") == self.BOOK:
            self.need("how_to_get_it", _("Say how they will get it."))
        elif cleaned.get("answer") == self.CANNOT:
            self.need("why_not", _("Say why we cannot book it."))
            self.need("another_way", _("Offer another way."))
        elif cleaned.get("answer") == self.NOT_NEEDED:
            self.need("why_gone", _("Say why it is no longer needed."))
        return cleaned


class CostForm(Form):
    """What a booking cost."""

    submit_label = _("Save the cost")
    cost_pence = MoneyField(
        label=_("What did it cost us in total?"),
        help_text=_("Include everything we paid for, such as a ticket that could not be changed."),
        most=MOST_PENCE,
    )


class BookingFilter(FilterForm):
    """Narrow the list of requests."""

    q = LineField(label=_("Name, meeting or project"), required=False, max_length=120)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("No answer yet")), ("all", _("All"))]
        + [(state.value, state.label) for state in BookingState if state != BookingState.ASKED],
    )
