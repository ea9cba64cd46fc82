from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.fields import (
    CheckboxField,
    DateField,
    LineField,
    RadioField,
)
from coproduce.foundation.pages.forms import Form
from expenses.payments.files.rules import bank_text
from expenses.payments.forms import OrganisationForm
from expenses.payments.states import Method


class StartForm(OrganisationForm):
    """What kind of run to make, for which organisation."""

    field_order = ("method",)

    method = RadioField(  # type: ignore[assignment]  # Django takes fields out of the class
        label=_("What kind of run?"), choices=Method.choices
    )
    statement_reference = LineField(
        label=_("Name on bank statements"),
        help_text=_(
            "What people see next to the amount. Leave it empty to use the usual name of your organisation."
        ),
        max_length=18,
        required=False,
    )
    submit_label = _("Prepare the run")

    def clean_statement_reference(self) -> str:
        """Banks write capital letters without accents."""
        return bank_text(self.cleaned_data["statement_reference"])

    def arguments(self) -> dict[str, Any]:
        """Return what `actions.make_run` takes."""
        return {**self.cleaned_data, "organisation": self.chosen()}


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

    why = LineField(label=_("Why?"), max_length=300, help_text=_("Colleagues and auditors will read this."))


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
