"""When somebody wants their fees, and how much they want to earn at most. Theirs alone to see."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.people.models import Person
from coproduce.foundation import clock
from coproduce.foundation.encryption import decrypt, encrypt
from coproduce.foundation.privacy import Privacy
from expenses.payees.recognition.states import Pace, Period


class FeeTiming(models.Model):
    """When the approved fees of one person are paid. Costs never wait. No row: as soon as approved."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="fee_timing")
    pace = models.CharField(_("when fees are paid"), max_length=7, choices=Pace)
    until = models.DateField(_("not before"), null=True, blank=True)
    changed_at = models.DateTimeField(default=clock.now)

    # Spreading may hint at benefits, so it is treated like the most private answers.
    privacy = Privacy(internal="id person changed_at", special="pace until")

    class Meta:
        verbose_name = _("timing of fees")
        verbose_name_plural = _("timing of fees")
        constraints = [
            models.CheckConstraint(condition=Q(pace__in=Pace.values), name="fee_timing_known"),
            models.CheckConstraint(
                condition=Q(pace=Pace.HOLD, until__isnull=False) | (~Q(pace=Pace.HOLD) & Q(until=None)),
                name="fee_held_until_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"timing {self.pk}"


class EarningsLimit(models.Model):
    """The most somebody wants to earn in a week or a month, sealed. Opened on their own pages only."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    sealed_pence = models.TextField()
    per = models.CharField(_("in"), max_length=5, choices=Period)
    changed_at = models.DateTimeField(default=clock.now)

    privacy = Privacy(internal="id person changed_at", special="sealed_pence per")

    class Meta:
        verbose_name = _("earnings limit")
        verbose_name_plural = _("earnings limits")
        constraints = [models.CheckConstraint(condition=Q(per__in=Period.values), name="limit_period_known")]

    def __str__(self) -> str:
        return f"limit {self.pk}"

    @property
    def pence(self) -> int:
        """The limit in whole pence. Raises encryption.CannotOpen when it was moved to another person."""
        return int(decrypt(self.sealed_pence, bound_to=self._bound_to))

    @pence.setter
    def pence(self, amount: int) -> None:
        self.sealed_pence = encrypt(str(amount), bound_to=self._bound_to)

    @property
    def _bound_to(self) -> str:
        return f"expenses.EarningsLimit:{self.person_id}:sealed_pence"
