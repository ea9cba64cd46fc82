"""What an organisation always says about pay and about worries, whatever the role is."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation
from coproduce.foundation.privacy import Privacy
from projects.roles.models.choices import PaymentKind, PayUnit


class StandardTerms(models.Model):
    """The terms that an organisation's roles begin with. `fee_pence` is in pence.

    Using them copies them: a role that was offered says for ever what it said.
    """

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="standard_terms")
    payment = models.CharField(_("Payment"), max_length=13, choices=PaymentKind)
    fee_pence = models.PositiveIntegerField(_("The fee"), null=True, blank=True)
    fee_unit = models.CharField(
        _("Paid for"), max_length=8, choices=PayUnit, blank=True, default=PayUnit.OTHER
    )
    fee_for = models.CharField(
        _("What the fee is for"),
        max_length=80,
        blank=True,
        help_text=_("For example, each meeting of 2 hours"),
    )
    fee_reason = models.TextField(_("Why the fee is not the one of the policy"), blank=True)
    payment_note = models.TextField(_("More about payment"), blank=True)
    expenses = models.TextField(_("Which expenses we pay"))
    concerns_to = models.CharField(_("Who people can go to if something is wrong"), max_length=200)

    privacy = Privacy(
        internal="id organisation payment fee_pence fee_unit fee_for fee_reason payment_note expenses"
        " concerns_to"
    )

    class Meta:
        verbose_name = _("standard terms of roles")
        verbose_name_plural = _("standard terms of roles")
        constraints = [
            models.CheckConstraint(
                condition=Q(payment=PaymentKind.FEE, fee_pence__isnull=False, fee_pence__gt=0)
                & (~Q(fee_for="") | ~Q(fee_unit__in=["", PayUnit.OTHER]))
                | Q(payment=PaymentKind.EXPENSES_ONLY, fee_pence=None),
                name="standard_terms_fee_or_expenses_only",
            ),
            models.CheckConstraint(
                condition=~Q(expenses="") & ~Q(concerns_to=""), name="standard_terms_say_everything"
            ),
        ]

    def __str__(self) -> str:
        return f"standard terms of {self.organisation_id}"
