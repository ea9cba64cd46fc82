from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock, fields
from coproduce.foundation.pages.forms import Form, ModelForm, heading
from projects.selection.opportunities.models import Opportunity
from projects.team.queries import staff_of

MOST_PLACES = 1_000
WHEN = ("opens", "closes")


class OpportunityForm(ModelForm):
    """What an opportunity says beyond its role. A draft may leave anything but its title empty."""

    submit_label = _("Save the draft")
    mark_optional = False  # a draft may wait for any of it, an open one for none
    layout = [
        heading(_("What it is")),
        *("title", "summary", "topic", "places"),
        heading(_("Where it is")),
        *("region", "town"),
        heading(_("What you offer")),
        *("expenses", "access"),
        heading(_("How people are chosen")),
        *("chosen_how", "chosen_by"),
        heading(_("When it is open")),
        *("opens_on", "opens_time", "closes_on", "closes_time", "hear_by"),
        heading(_("Whom to ask, and other ways")),
        *("contact", "contact_words", "other_ways"),
    ]

    opens_on = fields.DateField(
        label=_("The day it opens"), required=False, help_text=_("Leave it empty to open at once.")
    )
    opens_time = fields.TimeField(label=_("The time it opens"), required=False)
    closes_on = fields.DateField(label=_("The last day to apply"), required=False)
    closes_time = fields.TimeField(label=_("The time it closes on that day"), required=False)
    contact = fields.SelectField(label=_("Whom to ask"), required=False)

    class Meta:
        model = Opportunity
        fields = [
            *("title", "summary", "topic", "places", "region", "town", "expenses", "access", "chosen_how"),
            *("chosen_by", "hear_by", "contact_words", "other_ways"),
        ]
        help_texts = {
            "summary": _("Two or three short sentences, for people who know nothing about it yet."),
            "town": _("For example: Bristol, near the station. Leave it empty if it is only online."),
            "access": _("For example: breaks, an interpreter, papers in large print, a supporter."),
            "chosen_how": _(
                "For example: we read every answer against four questions, then talk to six people."
            ),
            "chosen_by": _("For example: two of our staff and one public member of the group."),
            "hear_by": _("You promise this to everyone who applies, whether you choose them or not."),
            "contact_words": _("A phone number and an email that everyone may see."),
            "other_ways": _("For example: ring us, write a letter, or send a recording."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        self.people = {one.ref: one for one in staff_of([row.organisation_id])}
        self.field("contact", fields.SelectField).choices = [
            ("", _("Not said yet")),
            *((ref, one.name) for ref, one in self.people.items()),
        ]
        self.initial["contact"] = row.contact.ref if row.contact else ""
        for which in WHEN:
            moment = getattr(row, f"{which}_at")
            if moment:
                local = clock.uk(moment)
                self.initial.update({f"{which}_on": local.date(), f"{which}_time": local.time()})

    def clean_places(self) -> int | None:
        """Refuse none, and more than anybody looks for."""
        places = self.cleaned_data.get("places")
        if places is not None and not 1 <= places <= MOST_PLACES:
            raise ValidationError(_("Enter a number from 1 to %(most)s.") % {"most": MOST_PLACES})
        return places

    def clean_contact(self) -> Any:
        """Give the person whose reference was chosen."""
        return self.people.get(self.cleaned_data.get("contact") or "")

    def clean(self) -> dict[str, Any]:
        super().clean()
        for which in WHEN:
            self.cleaned_data[f"{which}_at"] = self._moment(which)
        opens, closes = self.cleaned_data["opens_at"], self.cleaned_data["closes_at"]
        if opens and closes and closes <= opens:
            self.add_error("closes_on", _("It must close after it opens."))
        return self.cleaned_data

    def _moment(self, which: str) -> Any:
        day, time = self.cleaned_data.get(f"{which}_on"), self.cleaned_data.get(f"{which}_time")
        if bool(day) != (time is not None) and not {f"{which}_on", f"{which}_time"} & set(self.errors):
            if day:
                self.add_error(f"{which}_time", _("Enter the time too, for example 12 noon or 5pm."))
            else:
                self.add_error(f"{which}_on", _("Enter the day too."))
        if not day or time is None:
            return None
        try:
            return fields.uk_datetime(day, time).utc
        except ValidationError as problem:
            self.add_error(f"{which}_time", problem)
            return None

    @property
    def words(self) -> dict[str, Any]:
        """What to write down."""
        extra = ("contact", "opens_at", "closes_at")
        return {name: self.cleaned_data[name] for name in (*self.Meta.fields, *extra)}


class WithdrawForm(Form):
    """Take it back, with the reason that everyone reads."""

    submit_label = _("Withdraw it")
    submit_kind = "warning"

    why = fields.TextField(label=_("Why? Everyone can read this."), max_length=1000, rows=3)
