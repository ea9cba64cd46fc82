"""Forms for the lines of a claim: what was typed becomes an Entry, priced by the policy of its day."""

import datetime as dt
from dataclasses import replace
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock, fields
from coproduce.foundation.known import known
from coproduce.foundation.lazy import LazyStr
from coproduce.foundation.pages.forms import Form, Reveal, offered
from expenses.claims.lines.queries import expense_rules
from expenses.claims.models import Claim
from expenses.claims.pricing.queries import offers_on
from expenses.claims.pricing.rules import Entry
from expenses.claims.states import SupporterCost
from expenses.policies.states import ALLOWANCES, BY_RATE, Category, UpToFor, Vehicle

NO_OFFER = "agreed"
OLDEST = dt.timedelta(days=365 * 3)  # a typing error, not a late claim


class CategoryForm(Form):
    """What a line is for."""

    category = fields.RadioField(
        label=_("What would you like to add?"),
        choices=Category.choices,
        hints={
            Category.MILEAGE: _("Tell us the miles. We will work out the rest."),
            Category.SUPPORTER: _("For example, the fare of a personal assistant."),
            Category.HOME_COSTS: _("People often forget these."),
        },
    )
    heading_field = "category"

    def leave_out(self, category: str) -> None:
        """Do not offer one of the kinds."""
        field = self.field("category", forms.ChoiceField)
        field.choices = [choice for choice in offered(field) if choice[0] != category]


class LineForm(Form):
    """What every line asks: the day. Subclasses turn what was typed into an Entry."""

    activity_date = fields.DateField(
        label=_("Which day was it?"),
        earliest=lambda: clock.today() - OLDEST,
        latest=clock.today,
        too_late=_("Claim after the day, not before it. Is the date right?"),
    )
    submit_label = _("Save this")

    def __init__(self, *args: Any, claim: Claim, category: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.claim, self.category = claim, category

    def entry(self) -> Entry:
        typed = {
            name: value for name, value in self.cleaned_data.items() if name in Entry.__dataclass_fields__
        }
        return Entry(category=self.category, **typed)


class MilesForm(LineForm):
    """A journey in one's own vehicle."""

    from_place = fields.LineField(
        label=_("Where did you start?"), max_length=120, help_text=_("A place or postcode is enough.")
    )
    to_place = fields.LineField(label=_("Where did you go?"), max_length=120)
    miles_tenths = fields.MilesField(label=_("How many miles was it, one way?"))
    return_journey = fields.CheckboxField(
        label=_("I came back the same way. Count it twice."), required=False
    )
    vehicle = fields.RadioField(
        label=_("How did you travel?"),
        choices=[(v.value, v.label) for v in Vehicle if v != Vehicle.PASSENGER],
        initial=Vehicle.CAR,
    )
    passengers = forms.TypedChoiceField(
        label=_("How many other people going to the same thing travelled with you?"),
        choices=[(n, str(n)) for n in range(8)],
        coerce=int,
        initial=0,
        required=False,
        empty_value=0,  # type: ignore[arg-type]  # what is left empty is no passenger
    )

    passenger_names = fields.LineField(
        label=_("Their names, if anyone travelled with you"), required=False, max_length=200
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("passengers") and cleaned.get("vehicle") == Vehicle.CAR:
            self.need("passenger_names", _("Enter the names of the people who travelled with you"))
        return cleaned

    def entry(self) -> Entry:
        typed = super().entry()
        miles = known(typed.miles_tenths) * (2 if typed.return_journey else 1)
        passengers = typed.passengers if typed.vehicle == Vehicle.CAR else 0
        names = typed.passenger_names if passengers else ""
        return replace(typed, miles_tenths=miles, passengers=passengers, passenger_names=names)


class TimeForm(LineForm):
    """Time, or an allowance. What can be paid comes from the policy of the day that was typed."""

    offer = fields.RadioField(label=_("What did you do?"), choices=())
    minutes = fields.DurationField(
        label=_("How long did it take, if you are paid by time?"),
        required=False,
        help_text=_("Hours and minutes"),
    )
    amount_pence = fields.MoneyField(
        label=_("How much was agreed?"),
        required=False,
    )
    description = fields.LineField(label=_("Anything else we should know?"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = offers_on(self.claim.organisation_id, self.category, self._day())
        named: list[tuple[str, LazyStr]] = [(key, offer.words) for key, offer in self.offers.items()]
        fixed = self.category in ALLOWANCES and bool(named)
        agreed: list[tuple[str, LazyStr]] = [] if fixed else [(NO_OFFER, _("Something else that was agreed"))]
        field = self.field("offer", fields.RadioField)
        field.choices = named + agreed
        field.hints = {key: offer.hint for key, offer in self.offers.items()}
        if not any(offer.needs_minutes for offer in self.offers.values()):
            del self.fields["minutes"]
        if fixed:
            del self.fields["amount_pence"]
        else:
            self.layout = Layout("activity_date", Reveal("offer", {NO_OFFER: ["amount_pence"]}))

    def _day(self) -> dt.date:
        """The day typed so far: other rates may have been in force then."""
        box = self.fields["activity_date"]
        if self.is_bound:
            try:
                typed = box.widget.value_from_datadict(
                    self.data, self.files, self.add_prefix("activity_date")
                )
                return box.clean(typed) or clock.today()
            except ValidationError:
                return clock.today()
        return self.initial.get("activity_date") or clock.today()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = self.offers.get(cleaned.get("offer", ""))
        if chosen and chosen.needs_minutes:
            self.need("minutes", _("Enter how long it took"))
        if cleaned.get("offer") == NO_OFFER:
            self.need("amount_pence", _("Enter how much was agreed"))
        return cleaned

    def entry(self) -> Entry:
        typed = dict(self.cleaned_data)
        chosen = self.offers.get(typed["offer"])
        typed["offer"] = "" if chosen is None else typed["offer"]
        if chosen:
            typed["amount_pence"] = None
        if chosen is None or not chosen.needs_minutes:
            typed["minutes"] = None
        return Entry(category=self.category, **typed)


class CostForm(LineForm):
    """Something that was paid for."""

    amount_pence = fields.MoneyField(label=_("How much did you pay?"))
    number = forms.IntegerField(
        label=_("For how many? For example, 2 nights"), required=False, min_value=1, max_value=99, initial=1
    )
    minutes = fields.DurationField(
        label=_("How long were you away for it, including travel there and back?"),
        required=False,
        help_text=_("Hours and minutes. The amount depends on this."),
    )
    description = fields.LineField(
        label=_("What was it?"), max_length=200, help_text=_("For example, bus to the hospital and back")
    )
    receipt = fields.ReceiptField(label=_("Photo of the receipt or ticket"), required=False)
    no_receipt_because = fields.LineField(
        label=_("If you have no receipt, tell us why"), required=False, max_length=200
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors and cleaned.get("receipt"):  # a browser forgets a file when the page comes again
            self.add_error("receipt", _("Choose the photo again. The page could not keep it."))
        return cleaned

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = [rule for rule in expense_rules(self.claim) if rule.category == self.category]
        self._ask_what_limits_need()

    def _ask_what_limits_need(self) -> None:
        """Ask how many, or how long, only where a limit of the policy depends on it."""
        if not any(rule.cap_for == UpToFor.EACH for rule in self.rules):
            del self.fields["number"]
        if not any(rule.cap_for == UpToFor.HOUR or rule.limits for rule in self.rules):
            del self.fields["minutes"]

    def entry(self) -> Entry:
        typed = super().entry()
        return replace(typed, number=typed.number or 1)


class ChildcareForm(CostForm):
    """Childcare; with the provider's registration number where the policy asks for it."""

    provider_number = fields.LineField(
        label=_("Registration number of the childcare provider"),
        required=False,
        max_length=40,
        help_text=_("You can find it on their bill. You can add it later."),
    )
    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not any(rule.registration_needed for rule in self.rules):
            del self.fields["provider_number"]


class SupporterForm(CostForm):
    """What was paid for a personal assistant, carer or support worker who came along."""

    supporter_cost = fields.RadioField(label=_("What did you pay for?"), choices=SupporterCost.choices)


class CareForm(CostForm):
    """Care for an adult while somebody took part: by the hour, or one sum."""

    care_from = fields.TimeField(label=_("When did it start?"))
    care_to = fields.TimeField(label=_("When did it end?"))
    hourly_pence = fields.MoneyField(
        label=_("How much was it an hour, if you paid by the hour?"), required=False
    )
    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("minutes", None)  # two times say it
        self.fields["amount_pence"].required = False
        if self.initial.get("hourly_pence"):
            self.initial["amount_pence"] = None  # it was worked out, not typed
        self.fields["amount_pence"].label = _("How much did you pay in total, if you paid one sum?")
        self.order_fields(["activity_date", "care_from", "care_to", "hourly_pence", "amount_pence"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts, ends = cleaned.get("care_from"), cleaned.get("care_to")
        if starts and ends and ends <= starts:
            self.add_error("care_to", _("Enter a time after the time it started."))
        if not cleaned.get("hourly_pence"):
            self.need("amount_pence", _("Enter what you paid for each hour, or in total"))
        return cleaned

    def entry(self) -> Entry:
        typed = super().entry()
        starts, ends = known(typed.care_from), known(typed.care_to)
        minutes = (ends.hour - starts.hour) * 60 + ends.minute - starts.minute
        amount = None if typed.hourly_pence else typed.amount_pence
        return replace(typed, minutes=minutes, amount_pence=amount)


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


class ReceiptForm(Form):
    """A receipt for a line, or why there is none."""

    receipt = fields.ReceiptField(label=_("Photo of the receipt or ticket"))
    submit_label = _("Add the receipt")
