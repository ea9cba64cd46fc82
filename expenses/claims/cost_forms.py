"""Forms for what somebody paid: each asks what its kind of cost and the limits of the policy need."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.fields import (
    DurationField,
    LineField,
    MoneyField,
    RadioField,
    ReceiptField,
    TimeField,
)
from coproduce.foundation.known import known
from expenses.claims.line_forms import LineForm, MilesForm, TimeForm
from expenses.claims.pricing import Entry
from expenses.claims.states import SupporterCost
from expenses.policies.models import ExpenseRule, Policy
from expenses.policies.rules import limits
from expenses.policies.states import BY_RATE, Category, UpToFor


class CostForm(LineForm):
    """Something that was paid for."""

    amount_pence = MoneyField(label=_("How much did you pay?"))
    number = forms.IntegerField(
        label=_("For how many? For example, 2 nights"), required=False, min_value=1, max_value=99, initial=1
    )
    minutes = DurationField(
        label=_("How long were you away for it, with the way there and back?"),
        required=False,
        help_text=_("Hours and minutes. The policy pays by that."),
    )
    description = LineField(
        label=_("What was it?"), max_length=200, help_text=_("For example, bus to the hospital and back")
    )
    receipt = ReceiptField(label=_("Photo of the receipt or ticket"), required=False)
    no_receipt_because = LineField(
        label=_("If you have no receipt, tell us why"), required=False, max_length=200
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors and cleaned.get("receipt"):  # a browser forgets a file when the page comes again
            self.add_error("receipt", _("Choose the photo again. The page could not keep it."))
        return cleaned

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ask_what_limits_need()

    def _ask_what_limits_need(self) -> None:
        """Ask how many, or how long, only where a limit of the policy depends on it."""
        policy = Policy.objects.in_force(self.claim.organisation_id, clock.today())
        rules = policy.expense_rules.filter(category=self.category) if policy else []
        if not any(rule.cap_for == UpToFor.EACH for rule in rules):
            del self.fields["number"]
        if not any(rule.cap_for == UpToFor.HOUR or limits(rule) for rule in rules):
            del self.fields["minutes"]

    def entry(self) -> Entry:
        typed = super().entry()
        return replace(typed, number=typed.number or 1)


class ChildcareForm(CostForm):
    """Childcare; with the provider's registration number where the policy asks for it."""

    provider_number = LineField(
        label=_("Registration number of the childcare provider"),
        required=False,
        max_length=40,
        help_text=_("It stands on their bill. You can add it later."),
    )
    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        policy = Policy.objects.in_force(self.claim.organisation_id, clock.today())
        asked = ExpenseRule.objects.filter(
            policy=policy, category=Category.CHILDCARE, registration_needed=True
        )
        if not (policy and asked.exists()):
            del self.fields["provider_number"]


class SupporterForm(CostForm):
    """What was paid for a personal assistant, carer or support worker who came along."""

    supporter_cost = RadioField(label=_("What did you pay for?"), choices=SupporterCost.choices)


class CareForm(CostForm):
    """Care for an adult while somebody took part: by the hour, or one sum."""

    care_from = TimeField(label=_("From what time?"))
    care_to = TimeField(label=_("Until what time?"))
    hourly_pence = MoneyField(label=_("How much an hour, if you paid by the hour?"), required=False)
    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("minutes", None)  # two times say it
        self.fields["amount_pence"].required = False
        if self.initial.get("hourly_pence"):
            self.initial["amount_pence"] = None  # it was worked out, not typed
        self.fields["amount_pence"].label = _("How much did you pay in all, if you paid one sum?")
        self.order_fields(["activity_date", "care_from", "care_to", "hourly_pence", "amount_pence"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts, ends = cleaned.get("care_from"), cleaned.get("care_to")
        if starts and ends and ends <= starts:
            self.add_error("care_to", _("Enter a time after the time it started."))
        if not cleaned.get("hourly_pence"):
            self.need("amount_pence", _("Enter what you paid an hour, or in all"))
        return cleaned

    def entry(self) -> Entry:
        typed = super().entry()
        minutes = _minutes_between(known(typed.care_from), known(typed.care_to))
        amount = None if typed.hourly_pence else typed.amount_pence
        return replace(typed, minutes=minutes, amount_pence=amount)


def _minutes_between(starts: dt.time, ends: dt.time) -> int:
    return (ends.hour - starts.hour) * 60 + ends.minute - starts.minute


def form_for(category: str) -> type[LineForm]:
    """Return the form a kind of line needs."""
    if category == Category.MILEAGE:
        return MilesForm
    if category in BY_RATE:
        return TimeForm
    special: dict[str, type[LineForm]] = {
        Category.CHILDCARE: ChildcareForm,
        Category.REPLACEMENT_CARE: CareForm,
        Category.SUPPORTER: SupporterForm,
    }
    return special.get(category, CostForm)
