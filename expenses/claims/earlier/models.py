"""What an organisation paid people before it worked here, as its own records say."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.people.records.models import Record
from coproduce.foundation.privacy import Privacy
from expenses.claims.states import Kind


class EarlierPayment(Record):
    """Money that reached somebody on a day, outside this system.

    No claim, run, bank file or journal entry stands behind it, and nothing can: it leads to none of them.
    It counts where a sum says what somebody was paid, and nowhere that says what is owed or what we moved.
    """

    paid_on = models.DateField(_("paid on"))
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    amount_pence = models.PositiveIntegerField(_("amount"))

    privacy = Record.privacy + Privacy(internal="paid_on kind amount_pence")

    class Meta:
        verbose_name = _("payment from earlier records")
        verbose_name_plural = _("payments from earlier records")
        ordering = ["-paid_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_pence__gt=0), name="earlier_payment_above_zero"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="earlier_payment_kind_known"),
        ]
        indexes = [
            models.Index(fields=["person", "organisation", "-paid_on"], name="earlier_payments_of_person")
        ]
