import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from coproduce.foundation import clock, fields
from coproduce.foundation.pages.forms import Form, ModelForm
from projects.meetings.arrangements.models import Arrangement
from projects.meetings.arrangements.states import Met


class PlanArrangementForm(ModelForm):
    """Who arranges it, and by when."""

    submit_label = _("Save and promise it")

    class Meta:
        model = Arrangement
        fields = ["owner", "due_on"]
        help_texts = {
            "owner": _("One member of staff. We will remind them."),
            "due_on": _(
                "We suggest 7 days before. Choose an earlier day if something or someone has to be booked."
            ),
        }

    def __init__(self, *args: Any, owners: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field("owner", forms.ModelChoiceField).queryset = owners
        self.field("owner", forms.ModelChoiceField).empty_label = _("Choose a person")

    def clean_due_on(self) -> dt.date:
        due_on = self.cleaned_data["due_on"]
        if due_on < clock.today():
            raise ValidationError(_("Choose a date that is today or later."))
        return due_on


class MetForm(Form):
    """Somebody says whether what helps them was there."""

    submit_label = _("Send your answer")
    met = fields.RadioField(label=_("Was it there for you?"), choices=Met.choices)
    words = fields.TextField(
        label=_("How was it?"),
        required=False,
        max_length=2000,
        rows=4,
        help_text=_("Only the people who arrange this meeting will read it."),
    )

    @property
    def answer(self) -> dict[str, Any]:
        """What the person said."""
        return {"met": Met(self.cleaned_data["met"]), "words": self.cleaned_data["words"]}
