from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation
from coproduce.foundation import clock
from coproduce.foundation.fields import (
    CheckboxField,
    DateField,
    LineField,
    RadioField,
    SelectField,
    TextField,
)
from coproduce.foundation.forms import Form, Reveal
from expenses.payments.letters import bank_text
from expenses.payments.states import Answer, Method


class StartForm(Form):
    """What kind of run to make, for which organisation."""

    method = RadioField(  # type: ignore[assignment]  # Django takes fields out of the class
        label=_("What kind of run?"), choices=Method.choices
    )
    organisation = SelectField(label=_("Organisation"), choices=[])
    statement_reference = LineField(
        label=_("Name on bank statements"),
        help_text=_("What people see beside the amount. Leave it empty for your organisation's usual name."),
        max_length=18,
        required=False,
    )
    submit_label = _("Put the run together")

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        if len(organisations) == 1:
            del self.fields["organisation"]
        else:
            self.field("organisation", forms.ChoiceField).choices = [
                (one.pk, one.name) for one in organisations
            ]

    def clean_statement_reference(self) -> str:
        """Banks write capital letters without accents."""
        return bank_text(self.cleaned_data["statement_reference"])

    def chosen(self) -> Organisation:
        """Return the organisation, chosen or the only one."""
        return self.organisations[self.cleaned_data.get("organisation") or next(iter(self.organisations))]


class CheckForm(Form):
    """A page to look at before a button."""

    mark_optional = False


class PaidForm(Form):
    """The day the money left."""

    paid_on = DateField(
        label=_("On which day did the money leave the bank?"),
        latest=clock.today,
        too_late=_("Enter today, or a day in the past."),
    )
    submit_label = _("Record as paid")


class ReasonForm(Form):
    """Why something is undone."""

    why = LineField(label=_("Why?"), max_length=300, help_text=_("Colleagues and auditors read this."))


class CancelForm(ReasonForm):
    """Why a run is given up; after the file was made, also that no bank will act on it."""

    not_sent = CheckboxField(
        label=_("The file was not sent to the bank, or the bank refused all of it."),
        error_messages={"required": _("Tick the box. If the bank may pay this file, do not cancel the run.")},
    )
    submit_label = _("Cancel the run")
    submit_kind = "warning"

    def __init__(self, *args: Any, file_made: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not file_made:
            del self.fields["not_sent"]


class BouncedForm(Form):
    """What the bank said about a payment that came back."""

    why = LineField(
        label=_("What did the bank say?"), max_length=300, help_text=_("For example: account closed.")
    )
    on = DateField(
        label=_("On which day did it come back?"),
        latest=clock.today,
        too_late=_("Enter today, or a day in the past."),
    )
    submit_label = _("Record that it came back")


class ReplyForm(Form):
    """What finance answers the payee."""

    words = TextField(
        label=_("Your answer"), max_length=2000, help_text=_("It goes to the person as you write it.")
    )
    submit_label = _("Send the answer")


class ConfirmForm(Form):
    """Did it come?"""

    answer = RadioField(label=_("Did it come?"), choices=Answer.choices)
    words = TextField(
        label=_("What is wrong with the amount?"),
        max_length=1000,
        required=False,
        help_text=_("A few words are enough."),
    )
    layout = Layout(Reveal("answer", {Answer.WRONG: ["words"]}))
    submit_label = _("Tell us")
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("answer") == Answer.WRONG:
            self.need("words", _("Tell us what is wrong with the amount."))
        return cleaned
