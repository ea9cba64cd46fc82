"""The actions against power imbalances."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.power_balance.power_actions.states import ACTION_TRANSITIONS, FACTS, PLANNED, ActionState, Facts
from projects.team.models import OfProjectQuerySet, Project


class PowerAction(models.Model):
    """A power imbalance somebody saw, and what is done about it (WEAHSN 2016: "identify and act").

    Staff write what they found with the plan. What a public member raised has no plan until we
    answer. Done is what staff say; confirmed is what a public member says. `indicator` names the
    line of the evidence it was written down from, if any.
    """

    ref = RefField()
    project = models.ForeignKey(Project, models.PROTECT, related_name="power_actions")
    found = models.TextField(_("what we found"))
    plan = models.TextField(_("what we do about it"), blank=True)
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who is arranging it")
    )
    due_on = models.DateField(_("by when"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=9, choices=ActionState, default=ActionState.OPEN)
    raised_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("raised by")
    )
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    set_aside_why = models.TextField(_("why nothing will change"), blank=True)
    indicator = models.SlugField(max_length=20, blank=True, db_index=False, editable=False)
    made_at = models.DateTimeField(default=clock.now)

    objects = OfProjectQuerySet.as_manager()
    transitions = ACTION_TRANSITIONS

    privacy = Privacy(
        internal="id ref project plan owner due_on status raised_by confirmed_by confirmed_at set_aside_why"
        " indicator made_at",
        personal="found",
    )

    class Meta:
        verbose_name = _("action against a power imbalance")
        verbose_name_plural = _("actions against power imbalances")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(found=""), name="power_action_says_what_was_found"),
            models.CheckConstraint(
                condition=Q(status__in=ActionState.values), name="power_action_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=PLANNED)
                | (~Q(plan="") & Q(owner__isnull=False, due_on__isnull=False)),
                name="power_action_has_plan_owner_and_date",
            ),
            models.CheckConstraint(
                condition=~Q(status=ActionState.RAISED) | Q(raised_by__isnull=False),
                name="power_action_raised_by_one",
            ),
            models.CheckConstraint(
                condition=Q(
                    status=ActionState.CONFIRMED, confirmed_by__isnull=False, confirmed_at__isnull=False
                )
                | (~Q(status=ActionState.CONFIRMED) & Q(confirmed_by=None, confirmed_at=None)),
                name="power_action_confirmed_by_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(status=ActionState.SET_ASIDE) | ~Q(set_aside_why=""),
                name="power_action_set_aside_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["project", "-id"], name="power_actions_of_project")]

    def __str__(self) -> str:
        return self.found if len(self.found) <= 80 else f"{self.found[:79]}…"

    @property
    def facts(self) -> Facts:
        """What pages need to know of its state."""
        return FACTS[ActionState(self.status)]

    @property
    def organisation_id(self) -> int:
        return self.project.organisation_id
