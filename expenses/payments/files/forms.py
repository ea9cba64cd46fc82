import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.fields import (
    AccountNumberField,
    LineField,
    RadioField,
    SortCodeField,
    TextField,
    YesNoField,
)
from coproduce.foundation.pages.forms import Form
from expenses.payments.files import own_csv
from expenses.payments.files.models import MOST_DAYS_AHEAD
from expenses.payments.files.rules import bank_text
from expenses.payments.files.states import Column, DayFormat, FileFormat, Separator, Unit
from expenses.payments.forms import OrganisationForm

USUAL = """Sort code = sort code
Account number = account number
Account name = account name
Amount = amount
Reference = reference"""
SEPARATORS = {
    "comma": Separator.COMMA,
    "semicolon": Separator.SEMICOLON,
    "tab": Separator.TAB,
    "line": Separator.PIPE,
}


class SettingsForm(OrganisationForm):
    """What every format is asked: for whom, and on which day the bank acts."""

    days_ahead = LineField(
        label=_("How many working days after it is made does the bank act on the file?"),
        help_text=_("For Bacs this is usually 1. Weekends and bank holidays do not count."),
        width=2,
        max_length=2,
        initial="1",
    )
    submit_label = _("Suggest it")

    def clean_days_ahead(self) -> int:
        typed = self.cleaned_data["days_ahead"]
        if not re.fullmatch("[0-9]{1,2}", typed) or int(typed) > MOST_DAYS_AHEAD:
            raise forms.ValidationError(
                _("Write a number from 0 to %(most)s."), params={"most": MOST_DAYS_AHEAD}
            )
        return int(typed)

    def arguments(self) -> dict[str, Any]:
        """Return what `actions.suggest` takes."""
        return {**self.cleaned_data, "organisation": self.chosen()}


class PlainForm(SettingsForm):
    """Our plain CSV: nothing to choose but the day."""

    def arguments(self) -> dict[str, Any]:
        return {"format": FileFormat.PLAIN, **super().arguments()}


class OwnForm(SettingsForm):
    """Columns in the order and with the headings the bank wants."""

    columns = TextField(
        label=_("Columns, one on each line"),
        help_text=_("Write the heading, “=”, and what goes in the column. You can use: %(known)s. Put "
                    "fixed words in quotes, like this: Type = \"99\".")
        % {"known": ", ".join(str(one.label) for one in Column if one != Column.FIXED)},
        max_length=2000,
        rows=8,
        initial=USUAL,
    )  # fmt: skip
    heading_row = YesNoField(label=_("Does the first line have headings?"), initial=True)
    separator = RadioField(
        label=_("What separates two columns?"),
        choices=[(word, one.label) for word, one in SEPARATORS.items()],
        initial="comma",
    )
    day_format = RadioField(
        label=_("How are dates written?"), choices=DayFormat.choices, initial=DayFormat.SLASHES
    )
    unit = RadioField(label=_("Amounts are in"), choices=Unit.choices, initial=Unit.POUNDS)
    mark_optional = False

    def clean_columns(self) -> list[list[str]]:
        try:
            return own_csv.read_columns(self.cleaned_data["columns"])
        except own_csv.Unreadable as refusal:
            raise forms.ValidationError(refusal.faults) from refusal

    def clean_separator(self) -> str:
        return SEPARATORS[self.cleaned_data["separator"]]

    def arguments(self) -> dict[str, Any]:
        return {"format": FileFormat.OWN, **super().arguments()}


class BacsForm(SettingsForm):
    """Who sends the Bacs file, and the account the money comes from."""

    service_user_number = LineField(
        label=_("Service user number"),
        help_text=_("6 digits. Your bank gave it to you when you joined Bacs."),
        width=10,
        max_length=10,
    )
    account_name = LineField(
        label=_("Name of the account the money comes from"),
        help_text=_("Capital letters, up to 18. Payees may see it."),
        max_length=40,
    )
    sort_code = SortCodeField(label=_("Sort code of that account"))
    account_number = AccountNumberField(label=_("Number of that account"))

    def clean_service_user_number(self) -> str:
        digits = self.cleaned_data["service_user_number"].replace(" ", "")
        if not re.fullmatch("[0-9]{6}", digits):
            raise forms.ValidationError(_("Write the 6 digits of your service user number."))
        return digits

    def clean_account_name(self) -> str:
        name = bank_text(self.cleaned_data["account_name"])
        if not name:
            raise forms.ValidationError(_("Banks cannot write this name. Use letters from A to Z."))
        return name

    def arguments(self) -> dict[str, Any]:
        says = super().arguments()
        account = {name: says.pop(name) for name in ("sort_code", "account_number")}
        return {"format": FileFormat.BACS18, "account": account, **says}


class CheckForm(Form):
    """The second pair of eyes."""

    agreed = YesNoField(label=_("Is this what the bank asks for?"))
    why = LineField(
        label=_("How did you check?"),
        max_length=300,
        help_text=_("For example: compared with the bank's letter of 3 May."),
    )
    submit_label = _("Save the check")
