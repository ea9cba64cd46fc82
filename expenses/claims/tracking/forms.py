from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.fields import (
    LineField,
    TextField,
)
from coproduce.foundation.pages.forms import FilterForm, Form
from expenses.claims.models import Claim
from expenses.claims.states import NOT_SENT, ClaimState


class ClaimFilter(FilterForm):
    """Narrow the list of claims."""

    q = LineField(label=_("Reference, name or project"), required=False, max_length=100)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("All"))] + [(s.value, s.label) for s in ClaimState if s not in NOT_SENT],
    )
    order = forms.ChoiceField(
        label=_("Show first"), required=False, choices=[("", _("the newest")), ("late", _("the most urgent"))]
    )


class AnswerForm(Form):
    """The answer to our question, on the page of the claim."""

    words = TextField(
        label=_("Your answer"),
        max_length=2000,
        rows=4,
        error_messages={"required": _("Write your answer, or change your claim and send it again.")},
    )
    submit_label = _("Answer, and send the claim again")

    def __init__(self, *args: Any, claim: Claim, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = reverse("my_claims:answer", args=[claim.ref])
