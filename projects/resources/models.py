"""Step 2: what money there is, what is planned with it, who gives time, and when things are due."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.resources.states import ACTIVITY_TRANSITIONS, ActivityState, BudgetCategory
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


class PlannedActivity(models.Model):
    """Something people are asked to: how many people, how often, how long, for how much each time.

    `fee_pence` and `expenses_pence` are for one person and one session.
    """

    ref = RefField()
    project = models.ForeignKey(Project, models.CASCADE, related_name="planned_activities")
    title = models.CharField(_("title"), max_length=120)
    on = models.DateField(_("when"))
    month_only = models.BooleanField(default=False)
    people = models.PositiveSmallIntegerField(_("how many people"))
    sessions = models.PositiveSmallIntegerField(_("how many sessions"), default=1)
    minutes_each = models.PositiveSmallIntegerField(_("time for each session, with preparation"))
    fee_pence = models.PositiveIntegerField(_("fee"), default=0)
    expenses_pence = models.PositiveIntegerField(_("expenses"), default=0)
    status = models.CharField(max_length=9, choices=ActivityState, default=ActivityState.TENTATIVE)

    transitions = ACTIVITY_TRANSITIONS

    privacy = Privacy(
        internal="id ref project title on month_only people sessions minutes_each fee_pence expenses_pence"
        " status"
    )

    class Meta:
        verbose_name = _("planned activity")
        verbose_name_plural = _("planned activities")
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ActivityState.values), name="activity_status_known"
            ),
            models.CheckConstraint(
                condition=Q(people__gt=0, sessions__gt=0, minutes_each__gt=0),
                name="activity_has_people_and_time",
            ),
            models.CheckConstraint(
                condition=Q(month_only=False) | Q(on__day=1), name="activity_of_a_month_is_on_its_first"
            ),
        ]
        indexes = [models.Index(fields=["project", "on"], name="activities_of_project")]

    def __str__(self) -> str:
        return self.title

    @property
    def cost_pence(self) -> int:
        """What it costs in all: people × sessions × (fee + expenses)."""
        return self.people * self.sessions * (self.fee_pence + self.expenses_pence)


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


class Milestone(models.Model):
    """A date by which something is reached."""

    ref = RefField()
    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones")
    title = models.CharField(_("title"), max_length=120)
    on = models.DateField(_("by when"))
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    privacy = Privacy(internal="id ref project title on done_at done_by")

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
                name="milestone_done_has_who_and_when",
            )
        ]
        indexes = [models.Index(fields=["project", "on"], name="milestones_of_project")]

    def __str__(self) -> str:
        return self.title
