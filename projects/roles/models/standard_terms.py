"""What an organisation always says about pay and about worries, whatever the role is."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributors.accounts.models import Organisation
from coproduce.foundation.privacy import Privacy
from projects.roles.models.choices import PaymentKind


class StandardTerms(models.Model):
    """The terms that an organisation's roles begin with.

    `pay_rates` are rows as in a role, one for each kind of work (`shapes.PAY_RATES`), chosen from the policy.
    Using them copies them, with what the policy pays on that day: a role says for ever what it said.
    """

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="standard_terms")
    payment = models.CharField(_("Payment"), max_length=13, choices=PaymentKind)
    pay_rates = models.JSONField(_("Rates of pay"), default=list, blank=True)
    fee_reason = models.TextField(_("Why the fee is not the one of the policy"), blank=True)
    payment_note = models.TextField(_("More about payment"), blank=True)
    expenses = models.TextField(_("Which expenses we pay"))
    concerns_to = models.CharField(_("Who people can go to if something is wrong"), max_length=200)

    privacy = Privacy(
        internal="id organisation payment pay_rates fee_reason payment_note expenses concerns_to"
    )

    class Meta:
        verbose_name = _("standard terms of roles")
        verbose_name_plural = _("standard terms of roles")
        constraints = [
            models.CheckConstraint(
                condition=Q(payment=PaymentKind.FEE) & ~Q(pay_rates=[])
                | Q(payment=PaymentKind.EXPENSES_ONLY, pay_rates=[]),
                name="standard_terms_fee_or_expenses_only",
            ),
            models.CheckConstraint(
                condition=~Q(expenses="") & ~Q(concerns_to=""), name="standard_terms_say_everything"
            ),
        ]

    def __str__(self) -> str:
        return f"standard terms of {self.organisation_id}"
