"""What can be changed in a policy that is not in force. Amounts are typed in pounds."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Form, ModelForm
from expenses.policies.models import ExpenseRule, MileageRate, Policy, Rate
from expenses.policies.states import UNITS, Band, Unit, UpToFor

MOST = 10_000_00
MINUTES = {
    "lower_minutes": _("Minutes of the lower limit"),
    "upper_minutes": _("Minutes of the upper limit"),
}
LIMITS = ("lower_operator", "lower_minutes", "upper_operator", "upper_minutes")


class PolicyForm(ModelForm):
    """What a policy says besides its rates."""

    effective_from = fields.DateField(
        label=_("First day of activity it is for"), help_text=_("Until then the policy before it holds.")
    )
    floor_pence_an_hour = fields.MoneyField(
        label=_("Mark a fee that comes to less than this an hour"), required=False, most=MOST
    )

    class Meta:
        model = Policy
        fields = [
            "effective_from",
            "pay_within_days",
            "claim_window_days",
            "pays_travel_time",
            "floor_pence_an_hour",
            "when_cancelled",
            "source",
        ]


class _RowForm(ModelForm):
    """A line of a policy. What the database would refuse is said in words first."""

    def needs_both(self, operator: str, minutes: str) -> None:
        """A limit of time is its side and its minutes, or neither."""
        given = self.cleaned_data
        if bool(given.get(operator)) != (given.get(minutes) is not None):
            empty = minutes if given.get(operator) else operator
            self.add_error(empty, _("A limit of time needs both: which side, and how many minutes."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "lower_operator" in self.fields:
            self.needs_both("lower_operator", "lower_minutes")
            self.needs_both("upper_operator", "upper_minutes")
        first, last = cleaned.get("effective_from"), cleaned.get("effective_to")
        if first and last and last < first:
            self.add_error("effective_to", _("The last day must be the first day or later."))
        return cleaned

    def validate_constraints(self) -> None:
        """Nothing more: `clean` has said it in words, and the action meets the rest."""


class RateForm(_RowForm):
    """A fee or an allowance."""

    amount_pence = fields.MoneyField(label=_("Amount"), most=MOST, zero_allowed=True)
    most_a_day_pence = fields.MoneyField(label=_("At most a day"), required=False, most=MOST)
    effective_from = fields.DateField(label=_("For activity from"), required=False)
    effective_to = fields.DateField(label=_("For activity until"), required=False)

    class Meta:
        model = Rate
        fields = [
            *("label", "role_tier", "unit", "amount_pence", "most_a_day_pence", "block_minutes"),
            *(*LIMITS, "effective_from", "effective_to", "covers", "source"),
        ]
        labels = MINUTES

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        unit, amount = cleaned.get("unit"), cleaned.get("amount_pence")
        if not unit:
            return cleaned
        means = UNITS[Unit(unit)]
        if means.has_blocks and not cleaned.get("block_minutes"):
            self.add_error("block_minutes", _("Enter how many minutes a block has."))
        if not means.has_blocks:
            cleaned["block_minutes"] = None
        if amount is not None and means.has_amount != bool(amount):
            wrong = _("Enter an amount above 0.") if means.has_amount else _("Without a fee the amount is 0.")
            self.add_error("amount_pence", wrong)
        most = cleaned.get("most_a_day_pence")
        if most is not None and amount is not None and most < amount:
            self.add_error("most_a_day_pence", _("This is less than the amount itself."))
        return cleaned


class MileageForm(_RowForm):
    """Pence for a mile."""

    effective_from = fields.DateField(label=_("For activity from"), required=False)
    effective_to = fields.DateField(label=_("For activity until"), required=False)

    class Meta:
        model = MileageRate
        fields = [
            *("vehicle", "band", "pence_per_mile", "threshold_miles", "period"),
            *("effective_from", "effective_to", "source"),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if (pence := cleaned.get("pence_per_mile")) is not None and pence <= 0:
            self.add_error("pence_per_mile", _("Enter pence above 0, for example 45."))
        if cleaned.get("band") == Band.ALL:
            cleaned["threshold_miles"], cleaned["period"] = None, ""
        elif cleaned.get("band"):
            self.need("threshold_miles", _("Enter how many miles the limit is."))
            self.need("period", _("Choose over which time miles are counted."))
        return cleaned


class CostForm(_RowForm):
    """What is said about one kind of cost."""

    cap_pence = fields.MoneyField(label=_("Up to"), required=False, most=MOST)

    class Meta:
        model = ExpenseRule
        fields = [
            *("category", "cap_pence", "cap_for", "pays_no_more"),
            *(*LIMITS, "receipt_needed", "prior_agreement", "booked_by", "registration_needed", "note"),
        ]
        labels = MINUTES

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("cap_pence") is None and cleaned.get("cap_for") not in (None, "", UpToFor.LINE):
            self.add_error("cap_pence", _("Enter the amount, or choose “each time”."))
        return cleaned


class AskForm(Form):
    """Who looks at it."""

    of = forms.ModelChoiceField(
        queryset=Person.objects.none(),
        label=_("Who should approve it?"),
        empty_label=None,
        widget=forms.RadioSelect,
        help_text=_("They get a message, and it is on their home. Someone who wrote nothing in it."),
    )
    submit_label = _("Ask them to approve it")

    def __init__(self, *args: Any, people: "list[Person]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = Person.objects.filter(pk__in=[one.pk for one in people]).order_by("name", "id")
        self.field("of", forms.ModelChoiceField).queryset = able


class SendBackForm(Form):
    """Say no, with the reason."""

    why = fields.TextField(
        label=_("Why do you not approve it?"),
        max_length=1000,
        rows=3,
        help_text=_("Who asked you reads this."),
    )
    submit_label = _("Send it back")
    submit_kind = "warning"


ROWS: dict[str, tuple[type[models.Model], type[_RowForm]]] = {
    "rate": (Rate, RateForm),
    "mileage": (MileageRate, MileageForm),
    "cost": (ExpenseRule, CostForm),
}
"""The lines of a policy by the word in their address: the model, and its form."""
