"""Forms for the lines of a claim: what was typed becomes an Entry, priced by the policy of its day."""

import datetime as dt
from dataclasses import replace
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock, money
from coproduce.foundation.fields import (
    CheckboxField,
    DateField,
    DurationField,
    LineField,
    MilesField,
    MoneyField,
    RadioField,
)
from coproduce.foundation.forms import Form, Reveal, offered
from coproduce.foundation.known import known
from coproduce.foundation.lazy import LazyStr
from expenses.claims.models import Claim
from expenses.claims.pricing import Entry, offers_on
from expenses.policies.rules import Offer
from expenses.policies.states import ALLOWANCES, Category, Vehicle

NO_OFFER = "agreed"
OLDEST = dt.timedelta(days=365 * 3)  # a typing error, not a late claim


class CategoryForm(Form):
    """What a line is for."""

    category = RadioField(
        label=_("What would you like to add?"),
        choices=Category.choices,
        hints={
            Category.MILEAGE: _("Tell us the miles. We work out the rest."),
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

    activity_date = DateField(
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

    from_place = LineField(
        label=_("Where did you start?"), max_length=120, help_text=_("A place or postcode is enough.")
    )
    to_place = LineField(label=_("Where did you go?"), max_length=120)
    miles_tenths = MilesField(label=_("How many miles, one way?"))
    return_journey = CheckboxField(label=_("I came back the same way. Count it twice."), required=False)
    vehicle = RadioField(
        label=_("How did you travel?"),
        choices=[(v.value, v.label) for v in Vehicle if v != Vehicle.PASSENGER],
        initial=Vehicle.CAR,
    )
    passengers = forms.TypedChoiceField(
        label=_("How many other people going to the same thing rode with you?"),
        choices=[(n, str(n)) for n in range(8)],
        coerce=int,
        initial=0,
        required=False,
        empty_value=0,  # type: ignore[arg-type]  # what is left empty is no passenger
    )

    passenger_names = LineField(
        label=_("Their names, if somebody rode with you"), required=False, max_length=200
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("passengers") and cleaned.get("vehicle") == Vehicle.CAR:
            self.need("passenger_names", _("Enter the names of the people who rode with you"))
        return cleaned

    def entry(self) -> Entry:
        typed = super().entry()
        miles = known(typed.miles_tenths) * (2 if typed.return_journey else 1)
        passengers = typed.passengers if typed.vehicle == Vehicle.CAR else 0
        names = typed.passenger_names if passengers else ""
        return replace(typed, miles_tenths=miles, passengers=passengers, passenger_names=names)


class TimeForm(LineForm):
    """Time, or an allowance. What can be paid comes from the policy of the day that was typed."""

    offer = RadioField(label=_("What did you do?"), choices=())
    minutes = DurationField(
        label=_("How long did it take, if you are paid by time?"),
        required=False,
        help_text=_("Hours and minutes"),
    )
    amount_pence = MoneyField(
        label=_("How much was agreed?"),
        required=False,
    )
    description = LineField(label=_("Anything else we should know?"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = offers_on(self.claim.organisation_id, self.category, self._day())
        named: list[tuple[str, LazyStr]] = [(key, offer.words) for key, offer in self.offers.items()]
        fixed = self.category in ALLOWANCES and bool(named)
        agreed: list[tuple[str, LazyStr]] = [] if fixed else [(NO_OFFER, _("Something else that was agreed"))]
        field = self.field("offer", RadioField)
        field.choices = named + agreed
        field.hints = {key: hint(offer) for key, offer in self.offers.items()}
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


def hint(offer: Offer) -> str:
    """Return what an offer pays, for a line below its radio."""
    amounts = sorted({rate.amount_pence for rate in offer.rates}, reverse=True)
    words = _(" or ").join(money.pounds(pence) for pence in amounts) if amounts else ""
    return f"{words}, {offer.rates[0].get_unit_display()}" if len(offer.rates) == 1 else words
