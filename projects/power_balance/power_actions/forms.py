import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock, fields
from coproduce.foundation.pages.forms import Form, ModelForm
from projects.power_balance.power_actions.models import PowerAction
from projects.team.models import Project
from projects.team.queries import staff_of


class PlanForm(ModelForm):
    """What is done about an imbalance, by whom and by when."""

    submit_label = _("Save and promise it")

    class Meta:
        model = PowerAction
        fields = ["plan", "owner", "due_on"]
        help_texts = {
            "plan": _("Something people can see has been done. For example, meet at 11am instead of 8am."),
            "owner": _("One member of staff. We will remind them."),
            "due_on": _("All public members of the project see this date. For example, 14 5 2027."),
        }

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PlanForm.Meta.fields:
            self.fields[name].required = True
        self.field("owner", forms.ModelChoiceField).queryset = staff_of([project.organisation_id])
        self.field("owner", forms.ModelChoiceField).empty_label = _("Choose a person")

    def clean_due_on(self) -> dt.date:
        due_on = self.cleaned_data["due_on"]
        if due_on < clock.today():
            raise ValidationError(_("Choose a date that is today or later."))
        return due_on


class NoteForm(PlanForm):
    """An imbalance that staff found, with the plan against it."""

    class Meta(PlanForm.Meta):
        fields = ["found", *PlanForm.Meta.fields]
        help_texts = {
            **PlanForm.Meta.help_texts,
            "found": _(
                "Who has less say, and where? Do not name anyone. For example, papers come too late to read."
            ),
        }


class ChangePlanForm(PlanForm):
    """Another plan, person or date, with the reason."""

    submit_label = _("Save the change")
    why = fields.TextField(label=_("Why is it changing?"), required=False, max_length=500, rows=3)


class SetAsideForm(Form):
    """Say that nothing will change."""

    submit_label = _("Say that nothing will change")
    submit_kind = "warning"
    why = fields.TextField(
        label=_("Why can this not be changed?"),
        help_text=_("Public members of the project will read what you write."),
        max_length=1000,
    )


class RaiseForm(Form):
    """A public member says what is unequal."""

    submit_label = _("Send this to the team")
    heading_field = "found"
    found = fields.TextField(
        label=_("What is not equal?"),
        help_text=_("Everyone on the project can read this. Only the team sees that it came from you."),
        max_length=2000,
    )


class NotYetForm(Form):
    """A public member says that something is not done yet."""

    submit_label = _("Send your answer")
    heading_field = "words"
    words = fields.TextField(
        label=_("What is still missing?"),
        help_text=_("Everyone on the project can read this. Your name is not shown."),
        max_length=1000,
    )
