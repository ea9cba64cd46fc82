"""Money put aside, line by line."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.resources.states import BudgetCategory
from projects.team.models import Project


class BudgetLine(models.Model):
    """Money put aside for one kind of cost."""

    ref = RefField()
    project = models.ForeignKey(Project, models.CASCADE, related_name="budget_lines")
    category = models.CharField(_("what for"), max_length=11, choices=BudgetCategory)
    planned_pence = models.PositiveBigIntegerField(_("amount"))
    cost_code = models.CharField(_("cost code"), max_length=30, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    privacy = Privacy(internal="id ref project category planned_pence cost_code note")

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(planned_pence__gt=0), name="budget_line_has_money"),
            models.CheckConstraint(
                condition=Q(category__in=BudgetCategory.values), name="budget_line_category_known"
            ),
        ]
        indexes = [models.Index(fields=["project", "id"], name="budget_of_project")]

    def __str__(self) -> str:
        return self.get_category_display()
