import datetime as dt
from typing import Any

from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from projects.resources.forms import CountField, ResourceForm, ResourceKind
from projects.resources.models import Funder, PlannedCost
from projects.resources.states import BudgetCategory


class FunderForm(ResourceForm):
    starts_on = fields.DateTextField(label=_("Money can be spent from"))
    ends_on = fields.DateTextField(label=_("Money can be spent until"))
    year_starts_in = fields.SelectField(
        label=_("In which month does their financial year start?"),
        choices=[(str(number), name) for number, name in MONTHS.items()],
        initial="4",
        help_text=_("For public bodies in the UK it is April."),
    )
    pays_for = fields.CheckboxesField(
        label=_("What may their money pay for?"),
        choices=BudgetCategory.choices,
        required=False,
        help_text=_("Choose nothing if it may pay for everything."),
    )

    class Meta:
        model = Funder
        fields = ["name", "starts_on", "ends_on", "year_starts_in", "pays_for", "outside"]

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        found = super().initial_of(row)
        return found | {"pays_for": row.pays_for.split(), "year_starts_in": str(row.year_starts_in)}

    def clean_year_starts_in(self) -> int:
        return int(self.cleaned_data["year_starts_in"])

    def clean_pays_for(self) -> str:
        return " ".join(self.cleaned_data["pays_for"])

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        same = self.project.funders.filter(name__iexact=name).exclude(name=self.initial.get("name", ""))
        if same.exists():
            self.add_error("name", _("There is a funder of this name already."))
        return name

    def clean(self) -> dict[str, Any]:
        super().clean()
        starts, ends = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if isinstance(starts, dt.date) and isinstance(ends, dt.date) and ends < starts:
            self.add_error("ends_on", _("The last day must be after the first day."))
        return self.cleaned_data


class PlannedCostForm(ResourceForm):
    on = fields.DateTextField(label=_("When?"))
    number = CountField(label=_("How many?"), initial=1, most=100_000)
    each_pence = fields.MoneyField(label=_("Cost of one"), most=1_000_000_00)

    class Meta:
        model = PlannedCost
        fields = ["title", "category", "on", "number", "each_pence", "activity"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of_project("activity", self.project.planned_activities.all(), _("No activity in particular"))


MONEY_KINDS = {
    "funders": ResourceKind(
        Funder,
        FunderForm,
        _("Add a funder"),
        _("Change a funder"),
        _("The funder is saved."),
        "resources:overview",
    ),
    "costs": ResourceKind(
        PlannedCost,
        PlannedCostForm,
        _("Plan a cost"),
        _("Change a planned cost"),
        _("The cost is saved."),
        "resources:overview",
    ),
}
"""What stands beside the budget: who gives the money, and what is bought with it."""
