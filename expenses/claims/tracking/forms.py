from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.fields import (
    LineField,
)
from coproduce.foundation.pages.forms import FilterForm
from expenses.claims.states import NOT_SENT, ClaimState


class ClaimFilter(FilterForm):
    """Narrow the list of claims."""

    q = LineField(label=_("Reference, name or project"), required=False, max_length=100)
    status = forms.ChoiceField(
        label=_("Where it stands"),
        required=False,
        choices=[("", _("All"))] + [(s.value, s.label) for s in ClaimState if s not in NOT_SENT],
    )
    order = forms.ChoiceField(
        label=_("Show first"), required=False, choices=[("", _("the newest")), ("late", _("the most urgent"))]
    )
