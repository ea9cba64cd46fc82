"""The four kinds of rows that make up the resources of a project, and what their pages say."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from projects.resources.forms import ActivityForm, BudgetLineForm, MilestoneForm, PartForm, StaffTimeForm
from projects.resources.models import BudgetLine, Milestone, PlannedActivity, StaffAllocation
from projects.team.models import Project


@dataclass(frozen=True)
class Part:
    """One kind of row: its model and form, its headings, and the page it is listed on."""

    model: type[BudgetLine | PlannedActivity | StaffAllocation | Milestone]
    form: type[PartForm]
    add: str | Lazy
    change: str | Lazy
    saved: str | Lazy
    page: str

    def rows(self, project: Project) -> QuerySet[Any]:
        """Return the rows of this kind in a project."""
        return self.model.objects.filter(project=project)


PARTS = {
    "budget": Part(
        BudgetLine,
        BudgetLineForm,
        _("Add a budget line"),
        _("Change a budget line"),
        _("The budget line is saved."),
        "resources:overview",
    ),
    "activities": Part(
        PlannedActivity,
        ActivityForm,
        _("Plan an activity"),
        _("Change an activity"),
        _("The activity is saved."),
        "resources:overview",
    ),
    "staff": Part(
        StaffAllocation,
        StaffTimeForm,
        _("Add staff time"),
        _("Change staff time"),
        _("The staff time is saved."),
        "resources:overview",
    ),
    "milestones": Part(
        Milestone,
        MilestoneForm,
        _("Add a milestone"),
        _("Change a milestone"),
        _("The milestone is saved."),
        "resources:timeline",
    ),
}
