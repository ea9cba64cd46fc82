"""Money put aside, line by line."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.resources.models.activities import PlannedActivity
from projects.resources.models.funders import Funder
from projects.resources.states import BudgetCategory
from projects.team.models import Project


class BudgetLine(models.Model):
    """Money put aside for one kind of cost, from one funder or from nobody in particular.

    Without days of its own it can be spent on the days of its funder, else on any day.
    """

    ref = RefField()
    project = models.ForeignKey(Project, models.CASCADE, related_name="budget_lines")
    category = models.CharField(_("what for"), max_length=11, choices=BudgetCategory)
    planned_pence = models.PositiveBigIntegerField(_("amount"))
    cost_code = models.CharField(_("cost code"), max_length=30, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    funder = models.ForeignKey(
        Funder, models.PROTECT, null=True, blank=True, related_name="lines", verbose_name=_("funder")
    )
    activity = models.ForeignKey(
        PlannedActivity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="lines",
        verbose_name=_("only for one activity"),
    )
    first_on = models.DateField(_("can be spent from"), null=True, blank=True)
    last_on = models.DateField(_("can be spent until"), null=True, blank=True)

    privacy = Privacy(
        internal="id ref project category planned_pence cost_code note funder activity first_on last_on"
    )

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(planned_pence__gt=0), name="budget_line_has_money"),
            models.CheckConstraint(
                condition=Q(category__in=BudgetCategory.values), name="budget_line_category_known"
            ),
            models.CheckConstraint(
                condition=Q(first_on=None) | Q(last_on=None) | Q(last_on__gte=F("first_on")),
                name="budget_line_ends_after_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["project", "id"], name="budget_of_project")]

    def __str__(self) -> str:
        return self.get_category_display()

    @property
    def window(self) -> tuple[dt.date, dt.date]:
        """The first and last day on which it can be spent. Needs `funder` to be loaded."""
        first, last = self.first_on, self.last_on
        if self.funder:
            first, last = first or self.funder.starts_on, last or self.funder.ends_on
        return first or dt.date.min, last or dt.date.max
