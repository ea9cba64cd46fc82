from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coproduce.foundation import clock
from coproduce.foundation.privacy import Privacy
from expenses.claims.models.claims import Claim


class FeeHoldQuerySet(models.QuerySet["FeeHold"]):
    def open(self) -> Self:
        """Waits that are not over: without a day, or with one that is still to come."""
        return self.filter(Q(not_before=None) | Q(not_before__gt=clock.today()))


class FeeHold(models.Model):
    """The approved fee of one claim is not paid before a day, or (no day) before the person decided.

    `for_payer`: before the payer has decided about the role, instead of the person about the fee.
    """

    claim = models.OneToOneField(Claim, models.CASCADE, related_name="fee_hold")
    not_before = models.DateField(_("not paid before"), null=True, blank=True)
    for_payer = models.BooleanField(_("waits for the payer"), default=False)
    since = models.DateTimeField(default=clock.now)

    objects = FeeHoldQuerySet.as_manager()

    # That a fee waits may hint at benefits, so it is treated like the most private answers.
    privacy = Privacy(internal="id claim since", special="not_before for_payer")

    class Meta:
        verbose_name = _("fee that waits")
        verbose_name_plural = _("fees that wait")
        constraints = [
            models.CheckConstraint(
                condition=Q(for_payer=False) | Q(not_before=None), name="fee_that_waits_for_payer_has_no_day"
            )
        ]

    def __str__(self) -> str:
        return f"fee of {self.claim_id}"
