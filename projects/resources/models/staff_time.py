"""Who on the staff side gives time."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.team.models import Project


class StaffAllocation(models.Model):
    """Time somebody on the staff side gives: a named person, or a role still to be filled."""

    ref = RefField()
    project = models.ForeignKey(Project, models.CASCADE, related_name="staff_time")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    does = models.CharField(_("role"), max_length=120, blank=True)
    hours_a_month = models.PositiveSmallIntegerField(_("hours a month"))
    months = models.PositiveSmallIntegerField(_("how many months"))
    pence_an_hour = models.PositiveIntegerField(_("cost an hour"), null=True, blank=True)

    privacy = Privacy(internal="id ref project person does hours_a_month months pence_an_hour")

    class Meta:
        verbose_name = _("staff time")
        verbose_name_plural = _("staff time")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(does=""), name="staff_time_names_a_person_or_a_role"
            ),
            models.CheckConstraint(condition=Q(hours_a_month__gt=0, months__gt=0), name="staff_time_is_some"),
        ]
        indexes = [models.Index(fields=["project", "id"], name="staff_time_of_project")]

    def __str__(self) -> str:
        return self.does or str(_("staff time"))

    @property
    def cost_pence(self) -> int | None:
        """What the time costs in all; None when it was not costed."""
        return None if self.pence_an_hour is None else self.hours_a_month * self.months * self.pence_an_hour
