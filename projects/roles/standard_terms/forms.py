from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import ModelForm, Reveal
from projects.roles.models import PaymentKind, StandardTerms
from projects.roles.writing.forms import check_payment


class StandardTermsForm(ModelForm):
    """What every new role begins with."""

    submit_label = _("Save the terms")
    reveals = [Reveal("payment", {PaymentKind.FEE: ["fee_pence", "fee_unit", "fee_for", "fee_reason"]})]

    fee_pence = fields.MoneyField(label=_("The fee"), required=False)

    class Meta:
        model = StandardTerms
        fields = [
            *("payment", "fee_pence", "fee_unit", "fee_for", "fee_reason", "payment_note", "expenses"),
            "concerns_to",
        ]
        help_texts = {
            "payment_note": _("How it is paid, and where people get advice about tax and benefits."),
            "expenses": _("For example: travel, care for a child or an adult, a supporter."),
            "concerns_to": _("Name someone outside the project teams if you can, and how to reach them."),
        }

    def clean(self) -> dict[str, Any]:
        super().clean()
        check_payment(self)
        return self.cleaned_data
