from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.fields import DateField, MoneyField, TextField
from coproduce.foundation.forms import FilterForm
from expenses.bookings.forms import OccasionForm
from expenses.bookings.states import AdvanceState

MOST_PENCE = 2_000_00


class AskAdvanceForm(OccasionForm):
    """How much, for what, by when. Nobody has to say why they cannot lay it out."""

    submit_label = _("Ask for the money")
    field_order = ("amount_pence",)

    amount_pence = MoneyField(label=_("How much do you need in advance?"), most=MOST_PENCE)
    needed_by = DateField(
        label=_("By which day do you need it?"), help_text=_("The day of the meeting at the latest.")
    )
    words = TextField(
        label=_("What will you pay with it?"),
        help_text=_("For example: the train and a sandwich. You do not need to say why you ask."),
        max_length=500,
    )

    @property
    def asked(self) -> dict[str, Any]:
        """Return what was typed, as `advancing.ask` takes it."""
        given = self.cleaned_data
        return self.occasion | {
            "amount_pence": given["amount_pence"],
            "needed_by": given["needed_by"],
            "what_for": given["words"],
        }


class AskAdvanceForSomebodyForm(AskAdvanceForm):
    """The same, for staff who write down what somebody asked for."""

    submit_label = _("Write it down")
    amount_pence = MoneyField(label=_("How much do they need in advance?"), most=MOST_PENCE)
    needed_by = DateField(
        label=_("By which day do they need it?"), help_text=_("The day of the meeting at the latest.")
    )
    words = TextField(label=_("What will they pay with it?"), max_length=500)


class AdvanceFilter(FilterForm):
    """Narrow the list of advances."""

    status = forms.ChoiceField(
        label=_("Where it stands"),
        required=False,
        choices=[("", _("All")), *((state.value, state.label) for state in AdvanceState)],
    )
