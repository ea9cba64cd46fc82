from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form, ModelForm
from projects.diversity.models import DiversityAim
from projects.diversity.queries import areas
from projects.diversity.states import Characteristic


class AimForm(ModelForm):
    """Some of the people a project is about."""

    submit_label = _("Save")

    area = fields.SelectField(label=_("Where do they live?"), required=False)
    characteristics = fields.CheckboxesField(
        label=_("What would you like to compare?"),
        choices=Characteristic.choices,
        required=False,
        help_text=_("We show Census figures. They are about residents, not about who takes part."),
    )

    class Meta:
        model = DiversityAim
        fields = ["people", "area", "characteristics", "why", "how"]
        help_texts = {
            "people": _("Be specific. For example, “carers in Swindon who look after a parent”."),
            "why": _("What do they know that nobody else on the project knows?"),
            "how": _("Where do you go, and who helps you? You can fill this in later."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field("area", forms.ChoiceField).choices = [
            ("", _("No area")),
            *((name, name) for name in areas()),
        ]

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("characteristics"):
            self.need("area", _("Choose an area to compare with."))
        return self.cleaned_data


class RemoveAimForm(Form):
    """Take some people off the page."""

    submit_label = _("Remove them")
    submit_kind = "warning"


class ReleaseForm(Form):
    """Make this quarter's release."""

    submit_label = _("Make the release")
