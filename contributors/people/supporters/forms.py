from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contributors.people.on_behalf.forms import OnBehalfForm
from contributors.people.supporters.models import CLAIMS, DATES
from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form

MAY = [
    (CLAIMS, _("Write my claims and add receipts")),
    (DATES, _("Say when I can come to meetings")),
]


class MayForm(Form):
    """What a supporter may do."""

    may = forms.MultipleChoiceField(
        label=_("What may they do for you?"),
        choices=MAY,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They can never see your bank details, equality answers or concerns. Only you can."),
        error_messages={"required": _("Choose what they may do.")},
    )
    submit_label = _("Save")

    def allowed(self) -> dict[str, Any]:
        """Return what was ticked, by name."""
        return {what: what in self.cleaned_data["may"] for what, _words in MAY}


class AskForm(MayForm):
    """Who helps, and with what."""

    name = fields.PersonNameField(
        label=_("What is their name?"),
        max_length=120,
        autocomplete="off",
        error_messages={"required": _("Enter their name.")},
    )
    email = fields.EmailField(
        label=_("What is their email?"),
        autocomplete="off",
        help_text=_(
            "We will ask them. They sign in as themselves, and cannot do anything until they say yes."
        ),
        error_messages={"required": _("Enter their email.")},
    )
    submit_label = _("Ask them")
    field_order = ["name", "email", "may"]


class RecordMayForm(OnBehalfForm, MayForm):
    """What a supporter may do, as the person they help told staff."""

    may = forms.MultipleChoiceField(
        label=_("What may they do for the person?"),
        choices=[
            (CLAIMS, _("Write their claims and add receipts")),
            (DATES, _("Say when they can come to meetings")),
        ],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They can never see bank details, equality answers or concerns."),
        error_messages={"required": _("Choose what they may do.")},
    )
    submit_label = OnBehalfForm.submit_label


class RecordAskForm(RecordMayForm, AskForm):
    """Who should help, as a person without an account told staff."""

    name = fields.PersonNameField(label=_("Who would they like to help them? Their name"), max_length=120)
    submit_label = _("Ask them")
