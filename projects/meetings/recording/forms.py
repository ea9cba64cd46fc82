from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from contributors.people.on_behalf.forms import OnBehalfForm
from contributors.people.states import NEED_CHOICES
from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Reveal
from projects.meetings.arrangements.forms import MetForm
from projects.meetings.attendance.states import ReasonNotComing
from projects.meetings.feedback.states import FeedbackLine
from projects.meetings.glossary.forms import AskWordForm
from projects.meetings.planning.models import Meeting
from projects.meetings.recording.states import LINES, HowItWas


class RecordReplyForm(OnBehalfForm):
    """Whether somebody can come, and with what. `seen` is the meeting as it was read to them."""

    coming = fields.YesNoField(label=_("Can they come?"), inline=False)
    helps = fields.TextField(
        label=_("Is there something new that helps them take part?"),
        max_length=1000,
        rows=3,
        required=False,
        help_text=_("In their own words: what to do, never a diagnosis. Leave it empty if nothing is new."),
    )
    category = fields.SelectField(
        label=_("What kind of help is it?"),
        choices=[("", _("Choose one")), *NEED_CHOICES],
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput)
    layout = Layout(Reveal("coming", {"yes": ["helps", "category"]}))

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, initial={"seen": str(meeting.sequence)}, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("coming") and cleaned.get("helps"):
            self.need("category", _("Choose what kind of help it is"))
        return cleaned


class RecordHowItWasForm(OnBehalfForm):
    """Whether a meeting was as staff noted it. `lines` are those that were noted, about this person too."""

    answer_given = fields.RadioField(label=_("What did they say of what we noted?"), choices=())
    line = fields.RadioField(label=_("What was different?"), choices=(), required=False)
    words = fields.TextField(
        label=_("How was it?"),
        max_length=2000,
        required=False,
        help_text=_("In their own words. The team answers them within 14 days."),
    )
    layout = Layout(Reveal("answer_given", {HowItWas.DIFFERENT: ["line", "words"]}))

    def __init__(self, *args: Any, lines: list[FeedbackLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        only_there = lines == [FeedbackLine.THERE]
        possible = [one for one in HowItWas if not (only_there and one == HowItWas.SO)]
        self.field("answer_given", forms.ChoiceField).choices = [(one, one.label) for one in possible]
        self.field("line", forms.ChoiceField).choices = [(one.value, LINES[one]) for one in lines]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("answer_given") == HowItWas.DIFFERENT:
            self.need("line", _("Choose what was different"))
            self.need("words", _("Enter how it was"))
        return cleaned


class RecordMetForm(OnBehalfForm, MetForm):
    """Whether what helps somebody was there."""

    submit_label = OnBehalfForm.submit_label


class RecordWhyNotForm(OnBehalfForm):
    """Why somebody could not come, if they told us."""

    reason = fields.RadioField(
        label=_("What did they say?"),
        choices=ReasonNotComing.choices,
        help_text=_("Do not ask again if they would rather not say."),
    )
    words = fields.TextField(
        label=_("In their own words"),
        max_length=1000,
        rows=3,
        required=False,
        help_text=_("Only they can read this afterwards. Nobody on the team can."),
    )


class RecordWordForm(OnBehalfForm, AskWordForm):
    """A word that somebody asked us about. `people` are the public members of the project."""

    person = fields.SelectField(label=_("Who asked?"), choices=())
    word = fields.LineField(label=_("Which word do they not understand?"), max_length=80)
    heading_field = ""
    submit_label = OnBehalfForm.submit_label
    field_order = ["person", "word"]

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.ref: person for person in people}
        names = [(ref, person.name) for ref, person in self.people.items()]
        self.field("person", forms.ChoiceField).choices = [("", _("Choose one")), *names]

    def clean_person(self) -> Person:
        return self.people[self.cleaned_data["person"]]
