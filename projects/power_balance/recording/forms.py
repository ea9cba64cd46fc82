from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from contributors.people.on_behalf.forms import OnBehalfForm
from coproduce.foundation import fields
from coproduce.foundation.pages.forms import Reveal
from projects.power_balance.decisions.forms import DisputeDecisionForm
from projects.power_balance.power_actions.forms import RaiseForm
from projects.power_balance.recording.states import Done
from projects.power_balance.reviews.states import QUESTIONS, Equal, Theme


class RecordRatingsForm(OnBehalfForm):
    """Every theme on one page, always empty: what was said before is shown to nobody."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(value, capfirst(words)) for value, words in Equal.choices]
        asked: list[str] = []
        for theme in Theme:
            self.fields[theme.value] = fields.RadioField(label=QUESTIONS[theme], choices=choices)
            self.fields[f"{theme.value}_words"] = fields.TextField(
                label=_("Would they like to say more?"),
                help_text=_("Their words. They name nobody, and nobody reads whose they are."),
                required=False,
                max_length=1000,
                rows=2,
            )
            asked += [theme.value, f"{theme.value}_words"]
        self.order_fields(asked)

    @property
    def ratings(self) -> dict[Theme, tuple[Equal, str]]:
        """What they said of each theme."""
        given = self.cleaned_data
        return {theme: (Equal(int(given[theme.value])), given[f"{theme.value}_words"]) for theme in Theme}


class _WhoForm(OnBehalfForm):
    """Asks which public member told us."""

    who = fields.SelectField(label=_("Who told you?"), choices=())

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        choices = [("", _("Choose one")), *((one.ref, one.name) for one in people)]
        self.field("who", forms.ChoiceField).choices = choices
        self.order_fields(["who"])

    @property
    def told(self) -> dict[str, Any]:
        """What the page asked, with the person who told us."""
        given = super().told
        ref = given.pop("who")
        return {**given, "person": next(one for one in self.people if one.ref == ref)}


class RecordDoneForm(_WhoForm):
    """Whether a public member says that something is done."""

    answer_given = fields.RadioField(label=_("Is it really done, do they say?"), choices=Done.choices)
    words = fields.TextField(label=_("What is missing?"), max_length=2000, required=False, rows=3)
    layout = Layout("who", Reveal("answer_given", {Done.NOT_YET: ["words"]}))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("answer_given") == Done.NOT_YET:
            self.need("words", _("Enter what is missing"))
        return cleaned


class RecordRaisedForm(_WhoForm, RaiseForm):
    """What a public member says is not equal."""

    submit_label = OnBehalfForm.submit_label


class RecordDisputedForm(_WhoForm, DisputeDecisionForm):
    """What a public member says is not right about a decision."""

    submit_label = OnBehalfForm.submit_label
