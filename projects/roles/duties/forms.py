"""Choosing the duties of a draft, adding one in own words, and saying that one is done."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from contributors.people.on_behalf.forms import OnBehalfForm
from coproduce.foundation import clock, fields
from coproduce.foundation.pages.forms import Form, Reveal, heading
from coproduce.foundation.promises.kinds import Side
from projects.roles.models.duty_kinds import KINDS, MOST_DAYS, Entry, Every, of_side

HEADINGS = {Side.ORGANISATION: _("What we do for them"), Side.CONTRIBUTOR: _("What we ask of them")}
SIDES = [(Side.ORGANISATION, _("We do it for them")), (Side.CONTRIBUTOR, _("They do it"))]


class ChooseDutiesForm(Form):
    """Which measured duties a role names, and with how many days. A box for each kind, both sides."""

    submit_label = _("Save these duties")
    mark_optional = False

    def __init__(self, *args: Any, entries: list[Entry], **kwargs: Any) -> None:
        chosen = {entry["kind"]: entry for entry in entries}
        super().__init__(*args, **kwargs)
        for kind in KINDS.values():
            there = chosen.get(kind.key)
            self.fields[kind.key] = fields.CheckboxField(
                label=kind.ask, required=False, initial=there is not None
            )
            if kind.usual is not None:
                self.fields[f"{kind.key}_days"] = forms.IntegerField(
                    label=kind.count,
                    required=False,
                    initial=there["days"] if there else kind.usual,
                    validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
                    error_messages={
                        "invalid": _("Enter a whole number of days."),
                        "min_value": _("Enter a number of days from 1 to 365."),
                        "max_value": _("Enter a number of days from 1 to 365."),
                    },
                )
        self.layout = self._in_two_lists()

    def _in_two_lists(self) -> Layout:
        pieces: list[Any] = []
        for side, words in HEADINGS.items():
            pieces.append(heading(words))
            for kind in of_side(side):
                days = f"{kind.key}_days"
                pieces.append(Reveal(kind.key, {"on": [days]}) if days in self.fields else kind.key)
        return Layout(*pieces)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for kind in KINDS.values():
            if given.get(kind.key) and kind.usual is not None:
                self.need(f"{kind.key}_days", _("Enter a number of days from 1 to 365."))
            elif kind.usual is not None:
                self.errors.pop(f"{kind.key}_days", None)  # nobody asks how many days of what is not chosen
        return given

    @property
    def days(self) -> dict[str, int | None]:
        """The chosen kinds, each with its days, as the action takes them."""
        given = self.cleaned_data
        return {key: given.get(f"{key}_days") for key in KINDS if given.get(key)}


class FreeDutyForm(Form):
    """A duty in own words, which whoever owes it ticks off."""

    submit_label = _("Add this duty")

    side = fields.RadioField(label=_("Whose duty is it?"), choices=SIDES)
    words = fields.LineField(
        label=_("What is it?"),
        max_length=120,
        help_text=_("One thing that someone can tick off, for example: bring your questions in writing."),
    )
    every = fields.RadioField(label=_("When is it due?"), choices=Every.choices)
    by_day = fields.DateField(label=_("By which day?"), required=False, earliest=clock.today)
    reveals = (Reveal("every", {Every.ONCE: ["by_day"]}),)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("every") == Every.ONCE:
            self.need("by_day", _("Enter the day by which it is done."))
        else:
            given["by_day"] = None
            self.errors.pop("by_day", None)
        return given


class DoneForm(Form):
    """Say that we did it."""

    submit_label = _("This is done")


class TellForm(Form):
    """What we do by writing it to the person."""

    submit_label = _("Send this to them")

    words = fields.TextField(
        label=_("What do you want to tell them?"),
        max_length=2000,
        rows=5,
        help_text=_("They get a message, and read this on their page."),
    )


class RecordDoneForm(OnBehalfForm):
    """Somebody told us that they did it."""
