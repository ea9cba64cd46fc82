from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contributors.people.on_behalf.forms import OnBehalfForm
from contributors.people.on_behalf.states import How
from coproduce.foundation import fields


class FileSignedForm(OnBehalfForm):
    """The scan of a signed agreement, and the version that was signed."""

    number = forms.IntegerField(
        label=_("Which version did they sign?"),
        min_value=1,
        help_text=_("It stands in the title of the paper."),
    )
    file = fields.ReceiptField(
        label=_("The scan, or a photo of it"),
        error_messages={"required": _("Choose a PDF or a photo of the signed paper.")},
    )
    submit_label = _("File it")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["said_on"].label = _("On which day did they sign?")
        self.fields["how"].label = _("How did the paper come to you?")
        ways = [(way.value, way.label) for way in (How.POST, How.IN_PERSON)]
        self.field("how", forms.ChoiceField).choices = ways
