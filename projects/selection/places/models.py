"""Who has a place, who is a reserve and in which order, and who came in whose stead."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import User
from coproduce.foundation import clock
from coproduce.foundation.database.constraints import TriggerConstraint, moves_only
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from coproduce.foundation.transitions import steps_of
from projects.roles.models import Assignment
from projects.selection.interest.models import Expression
from projects.selection.opportunities.models import Opportunity
from projects.selection.places.states import (
    HOLDS,
    PLACE_FACTS,
    PLACE_TRANSITIONS,
    WAITS,
    PlaceFacts,
    PlaceState,
)


class PlaceQuerySet(models.QuerySet["Place"]):
    def visible_to(self, user: User) -> Self:
        """Places of those whose names the user may see."""
        return self.filter(expression__in=Expression.objects.visible_to(user).values("pk"))

    def held(self) -> Self:
        """Those that take one of the places there are."""
        return self.filter(status__in=HOLDS)

    def reserves(self) -> Self:
        """Those that wait for a place, in their order."""
        return self.filter(status=PlaceState.RESERVE).order_by("number", "id")

    def live(self) -> Self:
        """Those for whom something is still to come."""
        return self.filter(status__in=(*WAITS, PlaceState.OFFERED))


class Place(models.Model):
    """One who was chosen or is a reserve. `number` is their order among those; a reserve keeps it."""

    ref = RefField()
    opportunity = models.ForeignKey(Opportunity, models.PROTECT, related_name="place_rows")
    expression = models.OneToOneField(Expression, models.PROTECT, related_name="place")
    status = models.CharField(_("status"), max_length=7, choices=PlaceState)
    number = models.PositiveSmallIntegerField(_("number"))
    was_reserve = models.BooleanField(_("was a reserve"), default=False)
    until = models.DateField(_("reserve until"), null=True, blank=True)
    assignment = models.OneToOneField(
        Assignment, models.PROTECT, null=True, blank=True, related_name="selected_for"
    )
    instead_of = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(_("why"), max_length=300, blank=True)

    objects = PlaceQuerySet.as_manager()
    transitions = PLACE_TRANSITIONS

    privacy = Privacy(
        internal="id ref opportunity expression status number was_reserve until assignment instead_of made_at"
        " ended_at",
        personal="ended_why",
    )

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["was_reserve", "number", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=PlaceState.values), name="place_status_known"),
            models.CheckConstraint(
                condition=Q(status__in=("dropped", "over"), ended_at__isnull=False)
                | (~Q(status__in=("dropped", "over")) & Q(ended_at=None, ended_why="")),
                name="place_ended_has_when",
            ),
            models.CheckConstraint(
                condition=~Q(status="reserve") | Q(was_reserve=True), name="place_reserve_was_one"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("offered", "taken")) | Q(assignment__isnull=False),
                name="place_offered_has_a_role",
            ),
            models.UniqueConstraint(
                fields=["opportunity", "was_reserve", "number"], name="place_number_once"
            ),
            TriggerConstraint(
                name="place_not_above_number",
                events=["insert", "update"],
                condition="NEW.status IN ('chosen', 'offered', 'taken') AND (SELECT COUNT(*) FROM"
                " {selection.Place} p WHERE p.opportunity_id = NEW.opportunity_id AND p.id <> NEW.id AND"
                " p.status IN ('chosen', 'offered', 'taken')) >= (SELECT o.places FROM"
                " {selection.Opportunity} o WHERE o.id = NEW.opportunity_id)",
                message="there are not so many places",
            ),
            moves_only("place_moves", field="status", steps=steps_of(PLACE_TRANSITIONS)),
        ]

    def __str__(self) -> str:
        return f"place {self.ref}"

    @property
    def organisation_id(self) -> int:
        return self.opportunity.organisation_id

    @property
    def facts(self) -> PlaceFacts:
        """What pages say of where it stands."""
        return PLACE_FACTS[PlaceState(self.status)]
