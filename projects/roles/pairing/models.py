"""Two people who do a role together: someone new with someone experienced, or two chairs."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from coproduce.foundation.refs import RefField
from projects.roles.models.agreements import Assignment
from projects.roles.pairing.states import SAID, PairKind


class RolePairQuerySet(models.QuerySet["RolePair"]):
    def of(self, assignment: Assignment) -> Self:
        """Pairs that somebody in a role is in, and has not left."""
        both = Q(newer=assignment) | Q(experienced=assignment)
        return self.filter(both, ended_at=None).select_related("newer__person", "experienced__person")


class RolePair(models.Model):
    """A pair. It ends with the role of either, or when staff end it."""

    ref = RefField()
    newer = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    experienced = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    kind = models.CharField(_("What kind of pair?"), max_length=7, choices=PairKind)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RolePairQuerySet.as_manager()

    privacy = Privacy(internal="id ref newer experienced kind made_by made_at ended_at")

    class Meta:
        verbose_name = _("pair in a role")
        verbose_name_plural = _("pairs in roles")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(newer=F("experienced")), name="role_pair_is_of_two"),
            models.CheckConstraint(condition=Q(kind__in=PairKind.values), name="role_pair_kind_known"),
            models.UniqueConstraint(
                fields=["newer", "experienced"], condition=Q(ended_at=None), name="role_pair_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"pair {self.ref}"

    @property
    def organisation_id(self) -> int:
        return self.newer.organisation_id

    def other(self, assignment: Assignment) -> Assignment:
        """Return the other one's place in the role."""
        return self.experienced if assignment.pk == self.newer_id else self.newer

    def said_to(self, assignment: Assignment) -> str:
        """Return what one of the two reads about the other."""
        return str(SAID[PairKind(self.kind)]) % {"name": self.other(assignment).person.name}
