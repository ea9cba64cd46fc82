from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.fields import DateField, LineField, MoneyField, RadioField, TextField
from coproduce.foundation.pages.forms import FilterForm, Form, Reveal
from expenses.bookings.forms import OccasionForm
from expenses.payments.advances.states import AdvanceState, How


class DecideForm(Form):
    """Yes, or no with a reason."""

    submit_label = _("Save the answer")
    mark_optional = False
    YES, NO = "yes", "no"

    answer = RadioField(
        label=_("Shall they have this money before?"), choices=[(YES, _("Yes")), (NO, _("No"))]
    )
    why = TextField(
        label=_("Why not, and what can we do instead?"),
        help_text=_("The person reads this. Nobody should have to lay out money they do not have."),
        required=False,
        max_length=1000,
    )
    reveals = [Reveal("answer", {NO: ["why"]})]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("answer") == self.NO:
            self.need("why", _("Say why, and what else we can do."))
        return cleaned


class GiveForm(Form):
    """How the money was handed over, when, and by whom."""

    submit_label = _("The money was given")
    how = RadioField(label=_("How was it given?"), choices=How.choices)
    on = DateField(label=_("Which day was it given?"))
    handed_over_by = LineField(
        label=_("Who handed it over?"),
        help_text=_("The name of the person who gave it, or made the transfer."),
        max_length=120,
    )


class SettleForm(Form):
    """What becomes of the rest: the next claim, paid back, or let go."""

    submit_label = _("Save")
    mark_optional = False
    CARRY, BACK, LET_GO = "carry", "back", "let_go"

    answer = RadioField(
        label=_("What becomes of the rest?"),
        choices=[
            (CARRY, _("Take it off their next claim, whatever it is for")),
            (BACK, _("They paid it back, or a part of it")),
            (LET_GO, _("Let it go, or a part of it")),
        ],
    )
    back_pence = MoneyField(label=_("How much did they pay back?"), required=False)
    how = RadioField(label=_("How did it come back?"), choices=How.choices, required=False)
    on = DateField(label=_("Which day did it come back?"), required=False)
    let_go_pence = MoneyField(label=_("How much is let go?"), required=False)
    why = TextField(label=_("Why is it let go?"), required=False, max_length=500)
    reveals = [Reveal("answer", {BACK: ["back_pence", "how", "on"], LET_GO: ["let_go_pence", "why"]})]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("answer") == self.BACK:
            self.need("back_pence", _("Enter how much they paid back."))
            self.need("how", _("Choose how it came back."))
            self.need("on", _("Enter the day it came back."))
        elif cleaned.get("answer") == self.LET_GO:
            self.need("let_go_pence", _("Enter how much is let go."))
            self.need("why", _("Say why it is let go."))
        return cleaned


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
        """Return what was typed, as `actions.ask` takes it."""
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
