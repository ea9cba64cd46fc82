from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation
from coproduce.foundation.fields import DateField, LineField
from coproduce.foundation.pages.forms import Form
from expenses.policies.models import Policy


class MilesFrom(forms.ModelChoiceField):
    """Shows whose mileage rates they are."""

    def label_from_instance(self, policy: Policy) -> str:
        return policy.name


class AdoptForm(Form):
    """Copy a policy to an organisation."""

    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), label=_("For which organisation?"), empty_label=None
    )
    effective_from = DateField(
        label=_("First day of activity it is for"),
        help_text=_("Rates are chosen by the day of the activity."),
    )
    mileage_from = MilesFrom(
        queryset=None,
        required=False,
        label=_("Take mileage rates from"),
        empty_label=_("the same policy"),
        help_text=_("A published page often has no mileage rates."),
    )
    submit_label = _("Copy it")

    def __init__(
        self, *args: Any, organisations: QuerySet[Organisation], with_miles: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.field("organisation", forms.ModelChoiceField).queryset = organisations
        self.field("mileage_from", forms.ModelChoiceField).queryset = with_miles


class RetireForm(Form):
    """Withdraw a policy."""

    why = LineField(label=_("Why is it withdrawn?"), max_length=200)
    submit_label = _("Withdraw the policy")
    submit_kind = "warning"
