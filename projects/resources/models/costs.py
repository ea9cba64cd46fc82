"""What is bought for the work, beside people's time: rooms, food, post, training, overheads."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.resources.models.activities import PlannedActivity
from projects.resources.states import BudgetCategory
from projects.team.models import Project


class PlannedCost(models.Model):
    """So many of one thing at so much each, on a day. `each_pence` is in pence."""

    ref = RefField()
    project = models.ForeignKey(Project, models.CASCADE, related_name="planned_costs")
    title = models.CharField(_("what"), max_length=120)
    category = models.CharField(_("what for"), max_length=11, choices=BudgetCategory)
    on = models.DateField(_("when"))
    number = models.PositiveIntegerField(_("how many"), default=1)
    each_pence = models.PositiveIntegerField(_("cost of one"))
    activity = models.ForeignKey(
        PlannedActivity,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="costs",
        verbose_name=_("for which activity"),
    )

    privacy = Privacy(internal="id ref project title category on number each_pence activity")

    class Meta:
        verbose_name = _("planned cost")
        verbose_name_plural = _("planned costs")
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="planned_cost_has_a_title"),
            models.CheckConstraint(
                condition=Q(number__gt=0, each_pence__gt=0), name="planned_cost_has_number_and_amount"
            ),
            models.CheckConstraint(
                condition=Q(category__in=BudgetCategory.values), name="planned_cost_category_known"
            ),
        ]
        indexes = [models.Index(fields=["project", "on"], name="planned_costs_of_project")]

    def __str__(self) -> str:
        return self.title

    @property
    def cost_pence(self) -> int:
        """What they cost together."""
        return self.number * self.each_pence
