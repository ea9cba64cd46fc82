"""How people are involved in each aspect of a piece of work: planned, achieved, and every change."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.facts import FactsOf
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.scope.data.promises import PROMISES
from projects.scope.models.pieces import PieceOfWork
from projects.scope.models.scales import ScaleLevel
from projects.scope.states import SCOPING_FACTS, Aspect, Involvement, ScopingChange, ScopingState


class PieceAspect(models.Model):
    """One aspect of a piece of work, as its decision stands. `planned` is empty for "not now".

    Every change of it also is an AspectVersion. While it is discussed again, what was decided stands.
    """

    ref = RefField()
    piece = models.ForeignKey(PieceOfWork, models.CASCADE, related_name="aspects")
    aspect = models.CharField(_("which part of the work"), max_length=12, choices=Aspect)
    state = models.CharField(max_length=9, choices=ScopingState, default=ScopingState.UNDECIDED)
    planned = models.ForeignKey(ScaleLevel, models.PROTECT, null=True, blank=True, related_name="+")
    achieved = models.ForeignKey(ScaleLevel, models.PROTECT, null=True, blank=True, related_name="+")
    why = models.TextField(_("why"), blank=True)
    who_decided = models.CharField(_("who decided"), max_length=120, blank=True)
    decided_on = models.DateField(_("when it was decided"), null=True, blank=True)

    facts = FactsOf(SCOPING_FACTS, "state")

    privacy = Privacy(internal="id ref piece aspect state planned achieved why who_decided decided_on")

    class Meta:
        verbose_name = _("aspect of a piece of work")
        verbose_name_plural = _("aspects of pieces of work")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["piece", "aspect"], name="piece_aspect_once"),
            models.CheckConstraint(condition=Q(aspect__in=Aspect.values), name="piece_aspect_known"),
            models.CheckConstraint(
                condition=Q(state__in=ScopingState.values), name="piece_aspect_state_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    state=ScopingState.UNDECIDED,
                    planned=None,
                    achieved=None,
                    why="",
                    who_decided="",
                    decided_on=None,
                )
                | (~Q(state=ScopingState.UNDECIDED) & ~Q(who_decided="") & Q(decided_on__isnull=False)),
                name="piece_aspect_decided_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(state=ScopingState.UNDECIDED) | Q(planned__isnull=False) | ~Q(why=""),
                name="piece_aspect_not_now_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_aspect_display())

    @property
    def involvement(self) -> str:
        """What the plan comes to, whatever the scale calls it; "" while nothing is decided."""
        if not self.facts.is_decided:
            return ""
        return self.planned.stands_for if self.planned else Involvement.NOT_NOW

    @property
    def promise(self) -> str:
        """What people are promised by the plan that stands; "" while nothing is decided."""
        if not self.facts.is_decided:
            return ""
        return self.planned.promise if self.planned else str(PROMISES[Involvement.NOT_NOW])


class AspectVersion(models.Model):
    """One change of an aspect: decided, achieved, or opened again. Never written over."""

    row = models.ForeignKey(PieceAspect, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    change = models.CharField(max_length=9, choices=ScopingChange)
    planned = models.ForeignKey(ScaleLevel, models.PROTECT, null=True, blank=True, related_name="+")
    achieved = models.ForeignKey(ScaleLevel, models.PROTECT, null=True, blank=True, related_name="+")
    why = models.TextField(_("why"), blank=True)
    who_decided = models.CharField(_("who decided"), max_length=120, blank=True)
    decided_on = models.DateField(_("when it was decided"), null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(
        internal="id row number change planned achieved why who_decided decided_on made_by made_at"
    )

    class Meta:
        verbose_name = _("change of an aspect")
        verbose_name_plural = _("changes of aspects")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["row", "number"], name="aspect_version_once"),
            models.CheckConstraint(condition=Q(change__in=ScopingChange.values), name="aspect_change_known"),
            models.CheckConstraint(
                condition=~Q(change=ScopingChange.REOPENED) | ~Q(why=""), name="aspect_reopened_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.change}"
