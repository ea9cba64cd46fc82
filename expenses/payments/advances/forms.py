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
        label=_("Should they have this money in advance?"), choices=[(YES, _("Yes")), (NO, _("No"))]
    )
    why = TextField(
        label=_("Why not, and what can we do instead?"),
        help_text=_(
            "The person will read this. Nobody should have to pay up front with money they do not have."
        ),
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
        label=_("What happens to the rest?"),
        choices=[
            (CARRY, _("Take it off their next claim, whatever it is for")),
            (BACK, _("They paid some or all of it back")),
            (LET_GO, _("Write off some or all of it")),
        ],
    )
    back_pence = MoneyField(label=_("How much did they pay back?"), required=False)
    how = RadioField(label=_("How did they pay it back?"), choices=How.choices, required=False)
    on = DateField(label=_("Which day did they pay it back?"), required=False)
    let_go_pence = MoneyField(label=_("How much is written off?"), required=False)
    why = TextField(label=_("Why is it written off?"), required=False, max_length=500)
    reveals = [Reveal("answer", {BACK: ["back_pence", "how", "on"], LET_GO: ["let_go_pence", "why"]})]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("answer") == self.BACK:
            self.need("back_pence", _("Enter how much they paid back."))
            self.need("how", _("Choose how they paid it back."))
            self.need("on", _("Enter the day they paid it back."))
        elif cleaned.get("answer") == self.LET_GO:
            self.need("let_go_pence", _("Enter how much is written off."))
            self.need("why", _("Say why it is written off."))
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
        label=_("What will you use it for?"),
        help_text=_("For example: the train and a sandwich. You do not need to say why you are asking."),
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

    submit_label = _("Record this")
    amount_pence = MoneyField(label=_("How much do they need in advance?"), most=MOST_PENCE)
    needed_by = DateField(
        label=_("By which day do they need it?"), help_text=_("The day of the meeting at the latest.")
    )
    words = TextField(label=_("What will they use it for?"), max_length=500)


class AdvanceFilter(FilterForm):
    """Narrow the list of advances."""

    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("All")), *((state.value, state.label) for state in AdvanceState)],
    )
