import datetime as dt
from typing import Any

from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import fields
from projects.resources.forms import CountField, ResourceForm, ResourceKind
from projects.resources.funders.rules import refused
from projects.resources.models import BudgetLine, Funder, PlannedCost
from projects.resources.states import BudgetCategory


class BudgetLineForm(ResourceForm):
    planned_pence = fields.MoneyField(label=_("Amount"), most=1_000_000_000_00)
    first_on = fields.DateTextField(
        label=_("Can be spent from"),
        required=False,
        help_text=_("Leave both days empty to use those of the funder, or any day."),
    )
    last_on = fields.DateTextField(label=_("Can be spent until"), required=False)

    class Meta:
        model = BudgetLine
        fields = [
            *("category", "planned_pence", "funder", "activity", "first_on", "last_on", "cost_code", "note"),
        ]
        help_texts = {
            "cost_code": _("Leave it empty to use the cost code of the project."),
            "activity": _("Leave it empty if the line pays for every activity."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of_project("funder", self.project.funders.all(), _("No funder in particular"))
        self.of_project("activity", self.project.planned_activities.all(), _("Every activity"))

    def clean(self) -> dict[str, Any]:
        super().clean()
        found = self.cleaned_data
        first, last, funder = found.get("first_on"), found.get("last_on"), found.get("funder")
        if first and last and last < first:
            self.add_error("last_on", _("The last day must be after the first day."))
        if funder and found.get("category"):
            for name, problem in refused(funder, found["category"], first, last):
                self.add_error(name, problem)
        return found


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
    "budget": ResourceKind(
        BudgetLine,
        BudgetLineForm,
        _("Add a budget line"),
        _("Change a budget line"),
        _("The budget line is saved."),
        "resources:overview",
    ),
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
"""The budget, who gives the money, and what is bought with it."""
