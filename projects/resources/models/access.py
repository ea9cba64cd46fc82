"""What it costs that everybody can take part."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.people.states import NeedCategory
from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.team.models import Project


class AccessCost(models.Model):
    """What staff think one kind of arrangement costs on a project. Never whose need it is, nor why.

    Which kinds are needed stands in the needs of the people on the project and is never copied: a row of a
    kind that nobody needs any more is on no page.
    """

    ref = RefField()
    project = models.ForeignKey(Project, models.CASCADE, related_name="access_costs")
    category = models.CharField(_("kind of arrangement"), max_length=3, choices=NeedCategory)
    pence_each = models.PositiveIntegerField(_("cost for one meeting"))
    meetings = models.PositiveSmallIntegerField(_("how many meetings?"))
    changed_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id ref project changed_at", special="category pence_each meetings")

    class Meta:
        verbose_name = _("cost of an arrangement")
        verbose_name_plural = _("costs of arrangements")
        ordering = ["category"]
        constraints = [
            models.UniqueConstraint(fields=["project", "category"], name="access_cost_once_a_kind"),
            models.CheckConstraint(
                condition=Q(category__in=NeedCategory.values), name="access_cost_kind_known"
            ),
            models.CheckConstraint(condition=Q(meetings__gt=0), name="access_cost_of_some_meetings"),
        ]

    def __str__(self) -> str:
        return f"access cost {self.ref}"

    @property
    def organisation_id(self) -> int:
        return self.project.organisation_id

    @property
    def pence(self) -> int:
        """What it costs in all."""
        return self.pence_each * self.meetings
