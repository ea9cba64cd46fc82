from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.fields import DateField, LineField, RadioField, ReceiptField, TextField
from coproduce.foundation.pages.forms import Form
from expenses.payees.determinations.models import PayRoute


class DeterminationForm(Form):
    """What the payer determined for a role."""

    words = TextField(
        label=_("What did the payer decide?"),
        max_length=2000,
        help_text=_("In the words of the payer. We only record it."),
    )
    decided_on = DateField(label=_("When?"), latest=clock.today)
    decided_by = LineField(label=_("Who decided it?"), max_length=120)
    pay_route = RadioField(label=_("How are people in this role paid?"), choices=PayRoute.choices)
    evidence = ReceiptField(label=_("The document that shows it"), required=False)
    submit_label = _("Save the determination")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors and cleaned.get("evidence"):  # a browser forgets a file when the page comes again
            self.add_error("evidence", _("Choose the file again. The page could not keep it."))
        return cleaned


class AskPayerForm(Form):
    """Whom the payer's decision about a role was asked of, and when it should come."""

    asked_of = LineField(
        label=_("Who have you asked?"),
        max_length=120,
        help_text=_("For example, the payroll team or the employment tax adviser."),
    )
    answer_by = DateField(label=_("When do you expect an answer?"), earliest=clock.today)
    submit_label = _("Save, and let fees wait")


class StopAskingForm(Form):
    """Why the payer does not have to decide after all."""

    why = TextField(label=_("Why does the payer not have to decide?"), max_length=500)
    submit_label = _("Fees need not wait")
