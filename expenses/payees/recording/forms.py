from django.utils.translation import gettext_lazy as _

from contributors.people.on_behalf.forms import OnBehalfForm
from coproduce.foundation.fields import MoneyField
from expenses.payees.forms import BankForm, RouteForm
from expenses.payees.recognition.forms import ChoiceForm, LimitForm
from expenses.payees.rules import ClearDetails


class RecordBankForm(OnBehalfForm, BankForm):
    """Bank details, as somebody read them out or wrote them."""

    submit_label = OnBehalfForm.submit_label

    def clear(self) -> ClearDetails:
        return ClearDetails(**self.told)


class RecordRouteForm(OnBehalfForm, RouteForm):
    """How somebody told us they want to be paid."""


class RecordChoiceForm(OnBehalfForm, ChoiceForm):
    """How somebody told us they want their time recognised, from now on."""

    submit_label = OnBehalfForm.submit_label


class RecordLimitForm(OnBehalfForm, LimitForm):
    """The most somebody told us they want to earn."""

    pence = MoneyField(
        label=_("The most they want to earn here"),
        required=False,
        help_text=_("Leave it empty to take their limit away."),
    )
    submit_label = OnBehalfForm.submit_label
