from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation.fields import DateField, LineField, MoneyField, RadioField, TextField
from coproduce.foundation.forms import Form, Reveal
from expenses.bookings.states import How


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
