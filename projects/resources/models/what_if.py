"""A copy of the plan to try changes in. The plan itself changes only when a copy is used."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.resources.states import PlanPart
from projects.team.models import Project


class WhatIf(models.Model):
    """A copy of the money plan of a project under a name. `copied_from` is the mark of the plan it copied."""

    ref = RefField()
    project = models.ForeignKey(Project, models.CASCADE, related_name="what_ifs")
    name = models.CharField(_("name"), max_length=80)
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    copied_from = models.CharField(max_length=64, editable=False)

    privacy = Privacy(internal="id ref project name made_at made_by copied_from")

    class Meta:
        verbose_name = _("what-if copy")
        verbose_name_plural = _("what-if copies")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="what_if_named_once_a_project"),
            models.CheckConstraint(condition=~Q(name=""), name="what_if_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class WhatIfRow(models.Model):
    """One row of a copy. `of` is the ref of the row it copies, empty for a new one; `values` its fields."""

    ref = RefField()
    what_if = models.ForeignKey(WhatIf, models.CASCADE, related_name="rows")
    part = models.CharField(max_length=10, choices=PlanPart)
    of = models.CharField(max_length=20, blank=True)
    values = models.JSONField()

    privacy = Privacy(internal="id ref what_if part of values")

    class Meta:
        verbose_name = _("row of a what-if copy")
        verbose_name_plural = _("rows of what-if copies")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["what_if", "part", "of"], condition=~Q(of=""), name="what_if_copies_a_row_once"
            ),
            models.CheckConstraint(condition=Q(part__in=PlanPart.values), name="what_if_part_known"),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.of}"
