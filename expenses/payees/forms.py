import json
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import encryption
from coproduce.foundation.fields import (
    AccountNameField,
    AccountNumberField,
    CheckboxField,
    LineField,
    RadioField,
    RollNumberField,
    SortCodeField,
    TextField,
    YesNoField,
)
from coproduce.foundation.pages.forms import Form, Reveal
from expenses.payees.rules import ClearDetails
from expenses.payees.states import Route

HINTS = {
    Route.BANK: _("Your own account, or one you share."),
    Route.CHEQUE: _("We post it to your address."),
    Route.CASH: _("From petty cash, for small sums. You sign for it."),
    Route.VOUCHER: _("Vouchers count as income for benefits, just like money."),
    Route.CHARITY: _("We pay it to them for you."),
    Route.NONE: _("Your costs are still paid into your bank account."),
}


class RouteForm(Form):
    """How somebody wants to be paid."""

    route = RadioField(
        label=_("How would you like to be paid?"), choices=Route.choices, hints=HINTS, required=False
    )
    charity = LineField(label=_("Name of the charity"), required=False, max_length=120)
    talk_first = CheckboxField(
        label=_("I would like to talk before any payment is made"),
        required=False,
        help_text=_("You do not have to say why. We pay nothing until we have talked."),
    )
    layout = Layout(Reveal("route", {Route.CHARITY: ["charity"]}), "talk_first")
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("talk_first"):  # who would like to talk first need not know yet
            self.need("route", _("Choose how you would like to be paid"))
        if cleaned.get("route") == Route.CHARITY:
            self.need("charity", _("Enter the name of the charity"))
        return cleaned


class BankForm(Form):
    """Bank details, as printed on a card or statement."""

    account_name = AccountNameField(label=_("Name on the account"))
    sort_code = SortCodeField(label=_("Sort code"))
    account_number = AccountNumberField(label=_("Account number"))
    roll_number = RollNumberField(label=_("Building society roll number"))
    submit_label = _("Check what you typed")

    def clear(self) -> ClearDetails:
        return ClearDetails(**self.cleaned_data)


class ConfirmForm(Form):
    """What was typed, encrypted for this account, on its way over the check page. Nothing is kept."""

    sealed = forms.CharField(widget=forms.HiddenInput)
    submit_label = _("These are right, save them")
    lasts = 30 * 60  # seconds a check page stays good

    def __init__(self, *args: Any, user_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user_id = user_id

    def clean_sealed(self) -> ClearDetails:
        try:
            stamped = encryption.decrypt(self.cleaned_data["sealed"], bound_to=bound_to(self.user_id))
            return ClearDetails(
                **json.loads(signing.TimestampSigner(salt="bank").unsign(stamped, max_age=self.lasts))
            )
        except (encryption.CannotOpen, signing.BadSignature) as problem:
            raise ValidationError(_("The page was open for too long. Type your details again.")) from problem


def carry(clear: ClearDetails, *, user_id: int) -> str:
    """Return bank details encrypted for one account, with the time."""
    stamped = signing.TimestampSigner(salt="bank").sign(json.dumps(vars(clear)))
    return encryption.encrypt(stamped, bound_to=bound_to(user_id))


def bound_to(user_id: int) -> str:
    return f"expenses.payees.check page:{user_id}"


class CheckForm(Form):
    """The second pair of eyes."""

    agreed = YesNoField(label=_("Did the person confirm that this account is theirs?"))
    why = TextField(
        label=_("How did you check?"),
        max_length=300,
        rows=3,
        help_text=_("Call them on a number you already had. Do not use a number that came with the change."),
    )
    submit_label = _("Save the check")
