from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from coproduce.foundation import clock, fields
from coproduce.foundation.pages.forms import Form
from projects.selection.interest.models import Expression
from projects.selection.panel.rules import seal
from projects.selection.panel.states import Part

NOBODY = "nobody"


class AskForm(Form):
    """Ask somebody to a part on the panel."""

    submit_label = _("Ask them")

    person = fields.RadioField(label=_("Whom do you ask?"), choices=[])
    part = fields.RadioField(
        label=_("What shall they do?"),
        choices=[(one.value, capfirst(one.label)) for one in Part],
        hints={
            Part.SCORES: _("They see no names. Who scores cannot open pages with names meanwhile."),
            Part.REDACTS: _("They see the words as they came, and give no points."),
        },
    )
    answer_by = fields.DateField(label=_("By when do you need their answer?"), earliest=clock.today)

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {person.ref: person for person in people}
        self.field("person", forms.ChoiceField).choices = [(one.ref, one.name) for one in people]

    def clean_person(self) -> Person:
        return self.people[self.cleaned_data["person"]]


class EndForm(Form):
    """End somebody's part on the panel."""

    submit_label = _("End their part")
    submit_kind = "warning"

    why = fields.TextField(label=_("Why? They can read this."), max_length=500, rows=3)


class LeaveForm(Form):
    """Say that one cannot do it any more."""

    submit_label = _("I can no longer do this")
    submit_kind = "warning"

    why = fields.TextField(label=_("Would you like to say why?"), max_length=500, rows=3, required=False)


class AnswerForm(Form):
    """Say yes or no to being on a panel."""

    submit_label = _("Send my answer")

    yes = fields.YesNoField(
        label=_("Would you like to do this?"), help_text=_("You can say no. Nobody thinks less of you.")
    )


class NamesForm(Form):
    """Say of everybody on a list of names, at once, whether one knows them."""

    submit_label = _("Save what I said")

    knows = fields.CheckboxesField(
        label=_("Whom do you know?"),
        help_text=_(
            "Tick everyone you know well or who is close to you: family, friends, people you work with, "
            "neighbours. If you are not sure, tick them."
        ),
        choices=[],
        error_messages={"required": _("Tick whom you know, or “None of them”.")},
    )
    why = fields.LineField(
        label=_("How do you know them?"),
        help_text=_("A word is enough. Leave it empty if you would rather not say."),
        max_length=200,
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, names: list[Expression], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {one.ref for one in names}
        self.field("knows", forms.MultipleChoiceField).choices = [
            *((one.ref, one.person.name if one.person else "") for one in names),
            (NOBODY, _("None of them")),
        ]
        self.initial["seen"] = seal(self.known)

    def clean_knows(self) -> list[str]:
        """Refuse to know somebody and nobody."""
        chosen: list[str] = self.cleaned_data["knows"]
        if NOBODY in chosen and len(chosen) > 1:
            raise forms.ValidationError(
                _("You ticked a name and “None of them”. Take one of these ticks away.")
            )
        return [ref for ref in chosen if ref != NOBODY]


class KnowForm(Form):
    """Say that one knows who wrote this."""

    submit_label = _("I know who wrote this")
    submit_kind = "warning"

    why = fields.LineField(
        label=_("How do you know them?"),
        help_text=_("A word is enough. Leave it empty if you would rather not say."),
        max_length=200,
        required=False,
    )
