"""Forms of the short pages. Each turns its answers into the lines of its part of a claim."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import money
from coproduce.foundation.fields import (
    CheckboxField,
    DurationField,
    RadioField,
)
from coproduce.foundation.pages.forms import Form, Reveal, offered
from expenses.claims.lines.forms import NO_OFFER, MilesForm, TimeForm
from expenses.claims.pricing.queries import offers_on
from expenses.claims.pricing.rules import Entry
from expenses.claims.states import Part
from expenses.claims.writing.queries import pays_the_way
from expenses.claims.writing.rules import covered, pays_preparation
from expenses.policies.states import Category

NONE = "none"

OWN, OTHER_WAY = "own", "other"

NO_MORE = "no"

TIME_AND_MILES = (Category.FEE, Category.HOME_MEETING, Category.MILEAGE)


class TimePageForm(TimeForm):
    """Time given, getting ready, and joining from home: proposed from what was noted of the meeting."""

    preparation = DurationField(
        label=_("How long did it take you to get ready, if you needed to?"),
        required=False,
        help_text=_("Hours and minutes"),
    )
    on_the_way = DurationField(
        label=_("How long did it take you to get there and back?"),
        required=False,
        help_text=_("Hours and minutes. We pay for that time too."),
    )
    home = RadioField(label=_("Did you join from home?"), choices=())
    submit_label = _("Save and continue")
    mark_optional = False

    def __init__(self, *args: Any, known: str = "", **kwargs: Any) -> None:
        super().__init__(*args, category=Category.FEE, **kwargs)
        del self.fields["description"]
        self.fields["activity_date"].required = False  # no day is needed for what is not claimed
        field = self.field("offer", RadioField)
        field.choices = [
            *offered(field),
            (NONE, _("I am not claiming for my time")),
        ]
        self._explain(known)
        self._ask_about_home()
        below = [name for name in ("minutes", "preparation", "on_the_way", "home") if name in self.fields]
        self.layout = Layout("activity_date", Reveal("offer", {NO_OFFER: ["amount_pence"]}), *below)

    def _explain(self, known: str) -> None:
        box = self.field("offer", RadioField)
        for key, offer in self.offers.items():
            if includes := covered(offer):
                box.hints[key] = _("%(pays)s. This covers: %(what)s") % {
                    "pays": box.hints[key],
                    "what": includes,
                }
        if "minutes" in self.fields:
            self.fields["minutes"].label = _("How long were you there?")
            self.fields["minutes"].help_text = known or self.fields["minutes"].help_text
        if not any(pays_preparation(offer) for offer in self.offers.values()):
            del self.fields["preparation"]
        by_time = any(offer.adds_up for offer in self.offers.values())
        if not (by_time and pays_the_way(self.claim, self._day())):
            del self.fields["on_the_way"]

    def propose(self, *, from_home: bool) -> None:
        """Choose beforehand what the policy has one of: a fee for meetings, an allowance for home."""
        for_time = [key for key, one in self.offers.items() if one.for_meetings]
        if len(for_time) == 1:
            self.initial["offer"] = for_time[0]
        if from_home and len(self.from_home) == 1:
            self.initial["home"] = next(iter(self.from_home))

    def _ask_about_home(self) -> None:
        self.from_home = offers_on(self.claim.organisation_id, Category.HOME_MEETING, self._day())
        if not self.from_home:
            del self.fields["home"]
            return
        words = _("Yes: %(what)s, %(pays)s")
        self.field("home", forms.ChoiceField).choices = [
            *(
                (key, words % {"what": one.words, "pays": money.pounds(one.rates[0].amount_pence)})
                for key, one in self.from_home.items()
            ),
            (NONE, _("No")),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if {cleaned.get("offer", NONE), cleaned.get("home", NONE)} != {NONE}:
            self.need("activity_date", _("Enter the day"))
        chosen = self.offers.get(cleaned.get("offer", ""))
        if cleaned.get("preparation") and not (chosen and pays_preparation(chosen)):
            words = _("We only pay for getting ready if we also pay you by the hour. Leave it empty.")
            self.add_error("preparation", words)
        return cleaned

    def answers(self) -> dict[str, Entry | None]:
        """Return the line of each part; None where nothing is claimed."""
        typed = self.cleaned_data
        day, chosen = typed["activity_date"], self.offers.get(typed["offer"])
        ready = typed.get("preparation") if chosen and pays_preparation(chosen) else None
        way = typed.get("on_the_way") if chosen and chosen.adds_up else None
        home = typed.get("home", NONE)
        return {
            Part.TIME: None if typed["offer"] == NONE else self._time(day, chosen),
            Part.PREPARATION: self._more(day, ready, _("Getting ready")),
            Part.ON_THE_WAY: self._more(day, way, _("Travelling there and back")),
            Part.HOME: None if home == NONE else Entry(Category.HOME_MEETING, day, offer=home),
        }

    def _more(self, day: Any, minutes: int | None, words: Any) -> Entry | None:
        """Return time that is paid like the activity, as a line of its own."""
        if not minutes:
            return None
        offer = self.cleaned_data["offer"]
        return Entry(Category.FEE, day, description=str(words), offer=offer, minutes=minutes)

    def _time(self, day: Any, chosen: Any) -> Entry:
        if chosen is None:
            return Entry(Category.FEE, day, amount_pence=self.cleaned_data["amount_pence"])
        minutes = self.cleaned_data["minutes"] if chosen.needs_minutes else None
        return Entry(Category.FEE, day, offer=self.cleaned_data["offer"], minutes=minutes)


class TravelPageForm(MilesForm):
    """The way there and home, in one's own vehicle. Fares come on the next page."""

    way = RadioField(
        label=_("Did you travel in your own vehicle?"),
        choices=[
            (OWN, _("Yes, in my own car or van, on a motorcycle or by bicycle")),
            (OTHER_WAY, _("No, by train, bus or taxi, or in another way")),
            (NONE, _("No, I did not travel")),
        ],
        hints={OTHER_WAY: _("The next page asks about fares.")},
    )
    submit_label = _("Save and continue")
    mark_optional = False
    NEEDED = {
        "activity_date": _("Enter the day you travelled"),
        "from_place": _("Enter where you started"),
        "to_place": _("Enter where you went"),
        "vehicle": _("Choose how you travelled"),
        "miles_tenths": _("Enter how many miles it was, one way"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, category=Category.MILEAGE, **kwargs)
        below = [name for name in self.fields if name != "way"]
        for name in below:
            self.fields[name].required = False
        self.order_fields(["way"])
        self.reveals = [Reveal("way", {OWN: below})]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("way") == OWN:
            for name, words in self.NEEDED.items():
                self.need(name, words)
        else:
            for name in [name for name in self.errors if name != "way"]:
                del self.errors[name]
        return cleaned

    def answers(self) -> dict[str, Entry | None]:
        """Return the journey; None where they did not travel in their own vehicle."""
        return {Part.JOURNEY: self.entry() if self.cleaned_data["way"] == OWN else None}


class CostsPageForm(Form):
    """Whether there is another cost, and of which kind."""

    category = RadioField(
        label=_("Did you pay for anything else?"),
        choices=[(NO_MORE, _("No, that is all"))]
        + [(one.value, one.label) for one in Category if one not in TIME_AND_MILES],
        hints={Category.HOME_COSTS: _("People often forget these.")},
    )
    submit_label = _("Continue")


class SendForm(Form):
    """The declaration. Words as in published claim forms."""

    declared = CheckboxField(
        label=_("I needed to spend this money, and what I have typed is true as far as I know.")
    )
    submit_label = _("Send my claim")
