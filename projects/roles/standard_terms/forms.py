from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from coproduce.foundation.pages.forms import ModelForm, Reveal
from coproduce.foundation.refs import new_ref
from projects.roles.describing.forms import kept_words
from projects.roles.models import PaymentKind, StandardTerms, policy_rates
from projects.roles.models.choices import PayUnit
from projects.roles.models.policy_rates import PolicyRates
from projects.roles.writing.forms import check_payment

TYPED = ("fee_pence", "fee_unit", "fee_for")


class StandardTermsForm(ModelForm):
    """What every new role begins with. While a policy is in force, fees are chosen among its rates."""

    submit_label = _("Save the terms")

    rates = fields.CheckboxesField(
        label=_("Which rates of your policy?"),
        help_text=_("One for each kind of work. A rate that is missing here is added to the policy first."),
        required=False,
    )
    fee_pence = fields.MoneyField(label=_("The fee"), required=False)
    fee_unit = fields.SelectField(label=_("Paid for"), choices=PayUnit.choices, required=False)
    fee_for = fields.LineField(
        label=_("What the fee is for"),
        max_length=80,
        required=False,
        help_text=_("For example, each meeting of 2 hours"),
    )

    class Meta:
        model = StandardTerms
        fields = ["payment", "fee_reason", "payment_note", "expenses", "concerns_to"]
        help_texts = {
            "payment_note": _("How it is paid, and where people get advice about tax and benefits."),
            "expenses": _("For example: travel, care for a child or an adult, a supporter."),
            "concerns_to": _("Name someone outside the project teams if you can, and how to reach them."),
        }

    def __init__(self, *args: Any, policy: PolicyRates | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.policy, self.stored = policy, list(self.instance.pay_rates)
        self.kept: dict[str, Mapping[str, Any]] = {}
        kinds = (PaymentKind.FEE, PaymentKind.EXPENSES_ONLY)
        self.field("payment", forms.ChoiceField).choices = [(one.value, one.label) for one in kinds]
        if policy:
            asked = self._offer_rates(policy)
        else:
            del self.fields["rates"]
            asked = [*TYPED]
            first = self.stored[0] if self.stored else {}
            said = {"fee_pence": first.get("pence"), "fee_unit": first.get("unit", PayUnit.OTHER)}
            self.initial.update(said, fee_for=first.get("for_words", ""))
        if not (self.kept or self.initial.get("fee_reason")):
            del self.fields["fee_reason"]
        else:
            asked = [*asked, "fee_reason"]
        self.reveals = [Reveal("payment", {PaymentKind.FEE: asked})]
        self.order_fields(["payment", *asked, "payment_note", "expenses", "concerns_to"])

    def _offer_rates(self, policy: PolicyRates) -> list[str]:
        """Offer the rates of the policy, and those that stand there already and are not its own."""
        for name in TYPED:
            del self.fields[name]
        rows = policy_rates.renewed(self.stored, policy)
        known = [(row, policy_rates.chosen(row, policy.rates)) for row in rows]
        self.kept = {str(row["id"]): row for row, found in known if found is None}
        answers = [(rate.key, rate.words) for rate in policy.rates]
        answers += [(key, kept_words(row, policy)) for key, row in self.kept.items()]
        self.field("rates", fields.CheckboxesField).choices = answers
        self.initial["rates"] = [found.key for _row, found in known if found] + list(self.kept)
        return ["rates"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.policy is None:
            check_payment(self)
        elif self.cleaned_data.get("payment") == PaymentKind.FEE:
            self.need("rates", _("Choose at least one rate, or choose “expenses only”."))
        if not self.errors:  # before the model is looked at
            self.instance.pay_rates = self.rows
        return self.cleaned_data

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rates of pay as they are stored; none where no fee is paid."""
        given = self.cleaned_data
        if given["payment"] != PaymentKind.FEE:
            return []
        if self.policy is None:
            typed = {"pence": given["fee_pence"], "unit": given["fee_unit"], "for_words": given["fee_for"]}
            return [{"id": new_ref()} | {name: value for name, value in typed.items() if value}]
        picked = [{"id": new_ref()} | rate.row for rate in self.policy.rates if rate.key in given["rates"]]
        return picked + [dict(row) for key, row in self.kept.items() if key in given["rates"]]

    @property
    def words(self) -> dict[str, Any]:
        """The terms as they are stored."""
        said = {name: self.cleaned_data.get(name, "") for name in self.Meta.fields}
        return said | {"pay_rates": self.rows}
