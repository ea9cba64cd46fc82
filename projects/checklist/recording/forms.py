from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from contributors.people.on_behalf.forms import OnBehalfForm
from coproduce.foundation import fields
from projects.checklist.forms import ViewForm


class RecordViewForm(OnBehalfForm, ViewForm):
    """What a public member told us they think of a step."""

    submit_label = OnBehalfForm.submit_label
    who = fields.SelectField(label=_("Who told you?"), choices=())

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        choices = [("", _("Choose one")), *((one.ref, one.name) for one in people)]
        self.field("who", forms.ChoiceField).choices = choices
        self.order_fields(["who"])

    @property
    def person(self) -> Person:
        """Who told us."""
        return next(one for one in self.people if one.ref == self.cleaned_data["who"])
