from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form
from projects.roles.models import Assignment
from projects.roles.pairing.queries import could_pair
from projects.roles.pairing.states import PairKind


class _WithRole(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.person.name}, {obj.role.title}"


class PairForm(Form):
    """With whom somebody does their role."""

    submit_label = _("Bring them together")

    experienced = _WithRole(
        label=_("With whom?"),
        queryset=Assignment.objects.none(),
        empty_label=_("Choose a person"),
        help_text=_("Both are told, and read it with their role."),
    )
    kind = fields.RadioField(label=_("What kind of pair?"), choices=PairKind.choices)

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field("experienced", forms.ModelChoiceField).queryset = could_pair(assignment)
