from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.fields import (
    CheckboxField,
    DateField,
    LineField,
    MoneyField,
    RadioField,
    YesNoField,
)
from coproduce.foundation.pages.forms import Form, Reveal
from expenses.payees.recognition.states import Choice, Pace, Period

HINTS = {
    Choice.PAY: _("In the way you told us."),
    Choice.VOUCHER: _("Vouchers count as income for benefits, just like money."),
    Choice.DONATE: _("We pay it to them for you."),
    Choice.LESS: _("You say how much."),
    Choice.DECLINE: _("We still pay your costs."),
    Choice.EXPENSES_ONLY: _("We pay what you spent, and no fee."),
    Choice.ADVICE: _("We hold the fee and tell nobody why. We still pay your costs."),
}
USUAL = ("", _("My usual answer"))
OPEN = ("", _("I have not decided yet"))


class ChoiceForm(Form):
    """How somebody wants their time recognised."""

    choice = RadioField(label=_("What would you like?"), choices=(), hints=HINTS, required=False)
    charity = LineField(label=_("Name of the charity"), required=False, max_length=120)
    most_pence = MoneyField(label=_("The most you want for one day"), required=False)
    layout = Layout(Reveal("choice", {Choice.DONATE: ["charity"], Choice.LESS: ["most_pence"]}))
    submit_label = _("Save my choice")
    mark_optional = False

    def __init__(self, *args: Any, for_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field("choice", forms.ChoiceField).choices = [*Choice.choices, OPEN if for_all else USUAL]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("choice") == Choice.DONATE:
            self.need("charity", _("Enter the name of the charity"))
        if cleaned.get("choice") == Choice.LESS:
            self.need("most_pence", _("Enter the most you want for one day"))
        return cleaned


class TimingForm(Form):
    """When fees are paid."""

    pace = RadioField(
        label=_("When should we pay your fees?"),
        choices=Pace.choices,
        hints={
            Pace.HOLD: _("We keep them safe for you until then."),
            Pace.WEEKLY: _("The others wait until later."),
            Pace.MONTHLY: _("The others wait until later."),
        },
    )
    until = DateField(label=_("Not before"), required=False, earliest=clock.today)
    layout = Layout(Reveal("pace", {Pace.HOLD: ["until"]}))
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("pace") == Pace.HOLD:
            self.need("until", _("Enter the day from which we may pay"))
        return cleaned


class LimitForm(Form):
    """The most somebody wants to earn."""

    pence = MoneyField(
        label=_("The most you want to earn here"),
        required=False,
        help_text=_("Leave it empty to take your limit away."),
    )
    per = RadioField(label=_("In"), choices=Period.choices, initial=Period.WEEK)
    mark_optional = False


class DeclareForm(Form):
    """Whether somebody works full time in the public sector, and may be paid a fee beside that."""

    full_time = YesNoField(
        label=_("Do you work full time in the public sector?"),
        help_text=_("For example for the NHS, a council or a university"),
    )
    unrelated = CheckboxField(label=_("My job has nothing to do with what I do here"), required=False)
    own_time = CheckboxField(label=_("I take part in my own time"), required=False)
    layout = Layout(Reveal("full_time", {"yes": ["unrelated", "own_time"]}))
    submit_label = _("Save")
    mark_optional = False
