from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.fields import LineField
from coproduce.foundation.pages.forms import FilterForm, Form
from expenses.claims.states import DECIDED, ClaimState

ALL_WAYS = ("more", "less", "no_rate")


class OldRatesFilter(FilterForm):
    """Narrow the list of lines paid at an old rate; `organisations` as {ref: name}."""

    q = LineField(label=_("Reference, name or project"), required=False, max_length=100)
    way = forms.ChoiceField(
        label=_("What changes"),
        required=False,
        choices=[
            ("", _("All")),
            ("more", _("we owe more")),
            ("less", _("less at the new rates")),
            ("no_rate", _("no rate now")),
        ],
    )
    status = forms.ChoiceField(
        label=_("Status of the claim"),
        required=False,
        choices=[("", _("All")), *((one, ClaimState(one).label) for one in DECIDED)],
    )
    organisation = forms.ChoiceField(label=_("Organisation"), required=False, choices=())

    def __init__(self, *args: Any, organisations: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field("organisation", forms.ChoiceField).choices = list(organisations.items())
        if len(organisations) < 2:
            del self.fields["organisation"]

    def ways(self) -> tuple[str, ...]:
        """Return the ways that were asked for."""
        chosen = self.cleaned_data.get("way")
        return (chosen,) if chosen else ALL_WAYS


class TopUpForm(Form):
    """A page to look at before the button."""

    submit_label = _("Make these claims")
    mark_optional = False
