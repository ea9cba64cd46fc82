from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from contributors.people.on_behalf.forms import OnBehalfForm
from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Reveal
from projects.roles import queries
from projects.roles.models import Assignment, Part
from projects.roles.recording.rules import answers_to
from projects.roles.recording.states import Answer
from projects.roles.states import AssignmentState


class RecordAnswerForm(OnBehalfForm):
    """What somebody said to a role. `text` is the version that staff read to them."""

    answer_given = fields.RadioField(label=_("What did they say?"), choices=())
    part = fields.RadioField(label=_("Which part would they change?"), choices=Part.choices, required=False)
    words = fields.TextField(
        label=_("What would they change?"),
        max_length=2000,
        required=False,
        help_text=_("In their own words."),
    )
    text = forms.CharField(widget=forms.HiddenInput)
    layout = Layout(Reveal("answer_given", {Answer.SUGGEST: ["part", "words"]}))

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, initial={"text": assignment.version.content_hash}, **kwargs)
        possible = answers_to(
            invited=assignment.status == AssignmentState.INVITED, waits=queries.needs_answer(assignment)
        )
        self.field("answer_given", forms.ChoiceField).choices = [(one, one.label) for one in possible]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("answer_given") == Answer.SUGGEST:
            self.need("part", _("Choose the part they would change"))
            self.need("words", _("Enter what they would change"))
        return cleaned
