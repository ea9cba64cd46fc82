"""Who on the staff side gives time."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from coproduce.foundation import clock
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
    first_month = models.DateField(_("from which month"), null=True, blank=True)
    cover = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who covers leave")
    )
    leads = models.BooleanField(_("leads involvement on this project"), default=False)

    privacy = Privacy(
        internal="id ref project person does hours_a_month months pence_an_hour first_month cover leads"
    )

    class Meta:
        verbose_name = _("staff time")
        verbose_name_plural = _("staff time")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(does=""), name="staff_time_names_a_person_or_a_role"
            ),
            models.CheckConstraint(condition=Q(hours_a_month__gt=0, months__gt=0), name="staff_time_is_some"),
            models.CheckConstraint(
                condition=Q(first_month=None) | Q(first_month__day=1), name="staff_time_from_a_first_of_month"
            ),
            models.CheckConstraint(
                condition=Q(cover=None) | Q(person=None) | ~Q(cover=F("person")),
                name="staff_time_cover_is_another",
            ),
            models.UniqueConstraint(
                fields=["project"], condition=Q(leads=True), name="one_involvement_lead_a_project"
            ),
        ]
        indexes = [models.Index(fields=["project", "id"], name="staff_time_of_project")]

    def __str__(self) -> str:
        return self.does or str(_("staff time"))

    @property
    def cost_pence(self) -> int | None:
        """What the time costs in all; None when it was not costed."""
        return None if self.pence_an_hour is None else self.hours_a_month * self.months * self.pence_an_hour

    @property
    def begins(self) -> dt.date:
        """The first of the month it begins in: as planned, else the month in which the project starts."""
        return self.first_month or self.project.starts_on.replace(day=1)


class StaffHours(models.Model):
    """How many minutes somebody gave in one month, as they or the project's contact wrote down."""

    allocation = models.ForeignKey(StaffAllocation, models.CASCADE, related_name="hours")
    month = models.DateField(_("month"))
    minutes = models.PositiveIntegerField(_("time given"))
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    privacy = Privacy(internal="id allocation month minutes recorded_at recorded_by")

    class Meta:
        verbose_name = _("staff hours")
        verbose_name_plural = _("staff hours")
        ordering = ["month", "id"]
        constraints = [
            models.UniqueConstraint(fields=["allocation", "month"], name="staff_hours_once_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="staff_hours_of_a_first_of_month"),
            models.CheckConstraint(condition=Q(minutes__lte=744 * 60), name="staff_hours_fit_a_month"),
        ]

    def __str__(self) -> str:
        return f"staff hours of {self.month:%Y-%m}"
