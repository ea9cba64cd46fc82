"""What people are asked to, before it is a meeting."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.resources.states import ACTIVITY_TRANSITIONS, ActivityState
from projects.team.models import Project


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
    fee_rate = models.CharField(
        _("rate of the payment policy"),
        max_length=200,
        blank=True,
        help_text=_("Then the fee follows the policy of the day. Leave it empty to type the fee."),
    )
    fee_pence = models.PositiveIntegerField(_("fee"), default=0)
    expenses_pence = models.PositiveIntegerField(_("expenses"), default=0)
    status = models.CharField(max_length=9, choices=ActivityState, default=ActivityState.PLANNED)

    transitions = ACTIVITY_TRANSITIONS

    privacy = Privacy(
        internal="id ref project title on month_only people sessions minutes_each fee_rate fee_pence"
        " expenses_pence status"
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
