"""By what people are chosen, and the bar: published with the opportunity, and fixed from its opening on."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation.database.constraints import TriggerConstraint, WrittenOnceConstraint
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.selection.opportunities.models import Opportunity

OPENED = (
    "EXISTS (SELECT 1 FROM {selection.Opportunity} o"
    " WHERE o.id = {row}.opportunity_id AND o.opened_at IS NOT NULL)"
)
"""SQL: everyone has seen the opportunity of a row."""
MOST_POINTS = 4


class Criterion(models.Model):
    """One thing that counts. `essential`: below the bar here, nobody is chosen."""

    ref = RefField()
    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="criteria")
    title = models.CharField(_("What counts"), max_length=120)
    looks_for = models.TextField(_("What you look for"))
    essential = models.BooleanField(_("Nobody is chosen without it"), default=False)
    place = models.PositiveSmallIntegerField(default=1)

    privacy = Privacy(public="ref title looks_for essential place", internal="id opportunity")

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "place"], name="criterion_has_its_place"),
            models.CheckConstraint(
                condition=~(Q(title="") | Q(looks_for="")), name="criterion_says_what_it_is"
            ),
            TriggerConstraint(
                name="criterion_stays_once_open",
                events=["insert", "update", "delete"],
                condition=OPENED,
                message="criteria stay as they were when the opportunity opened",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ScoringPlan(models.Model):
    """How the criteria are used. `scored` is False where staff decide without points, and its page says so.

    From `begun_at` on it is fixed who takes part.
    """

    opportunity = models.OneToOneField(Opportunity, models.CASCADE, related_name="scoring_plan")
    scored = models.BooleanField(_("Whether a panel gives points"), default=True)
    bar_essential = models.PositiveSmallIntegerField(
        _("Points needed for what nobody goes without"), default=2
    )
    bar_total = models.PositiveSmallIntegerField(_("Points needed altogether"), default=0)
    no_public_why = models.TextField(_("Why no public member is on the panel"), blank=True)
    begun_at = models.DateTimeField(null=True, blank=True, editable=False)
    begun_by = models.ForeignKey(
        *(settings.AUTH_USER_MODEL, models.PROTECT), null=True, blank=True, related_name="+", editable=False
    )

    privacy = Privacy(
        public="scored bar_essential bar_total no_public_why", internal="id opportunity begun_at begun_by"
    )

    class Meta:
        verbose_name = _("plan for scoring")
        verbose_name_plural = _("plans for scoring")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(bar_essential__lte=MOST_POINTS), name="scoring_bar_can_be_reached"
            ),
            models.CheckConstraint(
                condition=Q(begun_at=None, begun_by=None)
                | Q(begun_at__isnull=False, begun_by__isnull=False, scored=True),
                name="scoring_begun_by_someone",
            ),
            TriggerConstraint(
                name="scoring_plan_stays_once_open",
                events=["insert", "delete"],
                condition=OPENED,
                message="how people are scored is said before the opportunity opens",
            ),
            TriggerConstraint(
                name="scoring_bar_stays_once_open",
                events=["update"],
                condition="(OLD.scored <> NEW.scored OR OLD.bar_essential <> NEW.bar_essential OR"
                f" OLD.bar_total <> NEW.bar_total OR OLD.opportunity_id <> NEW.opportunity_id) AND {OPENED}",
                message="the bar stays as it was when the opportunity opened",
            ),
            WrittenOnceConstraint(
                name="scoring_begins_once",
                fields=["begun_at", "begun_by", "no_public_why"],
                when="OLD.begun_at IS NOT NULL",
                deletable=True,
                message="scoring has begun",
            ),
        ]

    def __str__(self) -> str:
        return str(_("a plan for scoring"))
